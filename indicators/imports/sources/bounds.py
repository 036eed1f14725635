"""How much of a file is read. Nothing beyond these costs memory or time; messages and documents say them."""

from indicators.imports.encoding import SIZE_LIMIT as SIZE_LIMIT

# Entries of a workbook's archive. A chart alone takes four.
ENTRIES_LIMIT = 1_000
# Bytes of all entries together once inflated, counted while they inflate.
INFLATED_LIMIT = 40_000_000
# Times an entry may be larger than its compressed bytes, where it is larger than RATIO_FROM bytes.
RATIO_LIMIT = 250
RATIO_FROM = 5_000_000
# Elements of all parts together: cells, with a value or without, are most of them.
ALL_ELEMENTS_LIMIT = 3_000_000
# Elements of a part that is kept in memory: the list of sheets, styles, relations.
ELEMENTS_LIMIT = 100_000
# Elements within elements.
DEPTH_LIMIT = 100
# Bytes of one tag with its attributes.
TAG_LIMIT = 250_000
# Pieces of one text that have a format of their own, with their fonts.
RUNS_LIMIT = 20_000
# Texts of a workbook that cells share.
STRINGS_LIMIT = 400_000

# The last row and column that may hold a value, and the cells with a value in all sheets together.
ROWS_LIMIT = 50_000
COLUMNS_LIMIT = 200
CELLS_LIMIT = 400_000
# Characters of one cell, as in Excel, and of all cells together.
CELL_TEXT_LIMIT = 32_767
TEXT_LIMIT = 20_000_000
SHEETS_LIMIT = 100

# Characters of a file's name in messages.
NAME_LIMIT = 200
