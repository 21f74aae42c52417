"""How do iJw and iWmo messages become rows of the store?"""

from data.messages.parsed import Parsed, read_messages
from data.messages.storing import import_messages, rejoin

__all__ = ["Parsed", "import_messages", "read_messages", "rejoin"]
