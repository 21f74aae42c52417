"""How does a file become rows of the store? Command line, page and example all come in by `import_paths`."""

from data.importing.outcome import Call, FileOutcome, ImportSummary
from data.importing.run import import_paths, preview_paths

__all__ = ["Call", "FileOutcome", "ImportSummary", "import_paths", "preview_paths"]
