"""Who gets what at every address of ours.

The characters are in the order of the roles, one for each:
  anonymous, stranger, viewer, reporter, reporter's cover, owner, owner's cover, administrator, portal administrator
  L sign-in page   . page   > sent on   x refused   0 not there   - not this method   ? form   c conflict   b bad
A new URL pattern needs a row here: its name, GET, POST, and what is not a World's default (`arguments`).
"""

from .access import Row

OWN_PEOPLE = "Lxxxxxx.."
NOT_POSTED = "L--------"

TABLE: dict[str, Row] = {
    # read without signing in
    "help": Row(".........", "---------"),
    "accessibility": Row(".........", "---------"),
    "privacy": Row(".........", "---------"),
    # everybody who is signed in
    "home": Row("L........", "L--------"),
    "deputy": Row("L........", "L????????"),
    # scorecards: whether one exists depends on the person
    "scorecards": Row("L........", NOT_POSTED),
    "scorecard_latest": Row("L0>>>>>>>", "L--------"),
    "scorecard": Row("L0.......", "L--------"),
    "scorecard_csv": Row("L0.......", "L--------"),
    "indicator": Row("L0.......", "L--------"),
    # words
    "commentary:index": Row("L>>>>>>>>", "L--------"),
    "commentary:desk": Row("L0.......", "L--------"),
    "commentary:write": Row("L0x..>>.x", "L0x??xx?x"),
    "commentary:queue": Row("L........", "L--------"),
    "commentary:review": Row("L0x.....x", "L0xxx??xx"),
    # months
    "months": Row("L0xxxxx.x", "L0xxxxx?x"),
    "month_edit": Row("L0xxxxx.x", "L0xxxxx?x"),
    "month_open": Row("L0xxxxx.x", "L0xxxxxcx"),
    "month_close": Row("L0xxxxx.x", "L0xxxxx>x"),
    "month_reopen": Row("L0xxxxx.x", "L0xxxxx?x"),
    "month_progress": Row("L0xxxxx.x", "L0xxxxx-x"),
    # figures
    "indicators:returns_record": Row("L0xxxxx.x", "L0xxxxx?x"),
    "indicators:targets": Row("L0xxxxx.x", "L0xxxxx?x"),
    "indicators:targets_save": Row("L0xxxxx-x", "L0xxxxx?x"),
    "indicators:targets_history": Row("L0xxxxx.x", "L0xxxxx-x"),
    "indicators:target_history": Row("L0xxxxx.x", "L0xxxxx-x"),
    # people: somebody who is a viewer of the one scorecard
    "people": Row(OWN_PEOPLE, NOT_POSTED),
    "person": Row(OWN_PEOPLE, NOT_POSTED, lambda world: {"pk": world.people.viewer.pk}),
    "person_invite": Row(OWN_PEOPLE, "Lxxxxxx??"),
    "person_edit": Row(OWN_PEOPLE, "Lxxxxxx??", lambda world: {"pk": world.people.viewer.pk}),
    "person_invite_again": Row(NOT_POSTED, "Lxxxxxx>>", lambda world: {"pk": world.people.viewer.pk}),
    "person_deactivate": Row(OWN_PEOPLE, "Lxxxxxx??", lambda world: {"pk": world.people.viewer.pk}),
    "person_reactivate": Row(OWN_PEOPLE, "Lxxxxxx??", lambda world: {"pk": world.people.viewer.pk}),
    "person_deputy": Row(OWN_PEOPLE, "Lxxxxxx??", lambda world: {"pk": world.people.viewer.pk}),
    "cover_end": Row(NOT_POSTED, "L0000>0>>", lambda world: {"pk": world.cover.pk}),
    "activity": Row(OWN_PEOPLE, NOT_POSTED),
}
