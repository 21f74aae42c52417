"""How do iJw and iWmo messages become rows of the store?"""

from data.messages.parsed import Parsed, read_messages

__all__ = ["Parsed", "read_messages"]
