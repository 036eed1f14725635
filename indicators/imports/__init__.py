"""Reading of files: bytes in, frozen dataclasses and findings out. Nothing here touches the database."""
