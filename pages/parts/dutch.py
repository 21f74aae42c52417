"""Which English words does Streamlit put on a page by itself, and what are they in Dutch?

Streamlit has no setting for its own language. A script reads what stands on the page, also what only a screen reader
says, and replaces a text that is exactly one of these words or begins with one of the beginnings. Nothing that a user
typed can change it: the words are fixed here, and a text is replaced by a text and never read as HTML.
"""

from __future__ import annotations

import json

SPOKEN = {
    "App pages": "Pagina’s",
    "Navigate to home page": "Naar het overzicht",
    "Sidebar": "Zijbalk",
    "Main menu": "Menu",
    "Notifications": "Meldingen",
    "Running...": "Bezig",
    "Open": "Open de lijst",
    "Clear value": "Maak leeg",
    "Clear entry": "Maak leeg",
    "Clear all": "Maak leeg",
    "Delete": "Haal weg",
    "Close": "Sluit",
    "Selectbox": "Keuzelijst",
    "Selectbox options": "Keuzes",
    "Selected values": "Gekozen",
    "Add files": "Bestanden toevoegen",
    "Download Button": "Downloaden",
    "Fullscreen": "Volledig scherm",
    "Close fullscreen": "Sluit volledig scherm",
    "Connecting to Streamlit server": "Er wordt verbinding gemaakt",
    "Unable to connect to Streamlit server": "Er is geen verbinding",
    "Next page": "Volgende bladzijde",
    "Previous page": "Vorige bladzijde",
}
"""Names and hints: the attributes of an element."""

WRITTEN = {
    "Skip to main content": "Naar de inhoud",
    "No results": "Niets gevonden",
    "No options to select": "Er is niets te kiezen",
    "Select all": "Kies alles",
    "Choose an option": "Kies",
    "Choose options": "Kies",
    "Press Enter to apply": "Enter: toepassen",
    "Press Ctrl+Enter to apply": "Ctrl+Enter: toepassen",
    "Press ⌘+Enter to apply": "⌘+Enter: toepassen",
    "Press Enter to submit form": "Enter: insturen",
    "Press Ctrl+Enter to submit form": "Ctrl+Enter: insturen",
    "Press ⌘+Enter to submit form": "⌘+Enter: insturen",
    "Connecting": "Verbinden",
    "Connection error": "Geen verbinding",
    "Connection failed": "Geen verbinding",
    "Error": "Fout",
    "Streamlit server is not responding. Are you connected to the internet?":
        "Het dashboard antwoordt niet. Heeft dit toestel netwerk, en staat het dashboard nog aan? "
        "Zodra het weer kan, gaat deze pagina vanzelf verder.",
    "Page not found": "Deze pagina bestaat niet",
    "The page that you have requested does not seem to exist. Running the app's main page.":
        "Deze pagina bestaat niet. U ziet het overzicht.",
    "Upload": "\u200b",  # our style sheet writes the Dutch words behind it
    "Download failed": "Het downloaden is niet gelukt",
    "Please wait...": "Even geduld",
}  # fmt: skip
"""Text that one can read, alone in its element."""

BEGINNINGS = {
    "Shortcut ": "toets ",
    "Help for ": "Uitleg bij ",
    "Remove ": "Haal weg: ",
}

ENDINGS = {
    " options available.": " keuzes.",
    " option available.": " keuze.",
}
"""What a screen reader says of a list after a number."""

_SCRIPT = """
document.documentElement.lang = "nl";
if (!window.cijfertafelTaal) {
  const spoken = new Map(SPOKEN), written = new Map(WRITTEN);
  const beginnings = BEGINNINGS, endings = ENDINGS;
  const names = ["aria-label", "title", "placeholder"];
  const said = (text) => {
    const known = spoken.get(text) ?? written.get(text);
    if (known) { return known; }
    const begin = beginnings.find(([english]) => text.startsWith(english));
    return begin ? begin[1] + text.slice(begin[0].length) : null;
  };
  const name = (element) => {
    for (const name of names) {
      const dutch = said(element.getAttribute(name) ?? "");
      if (dutch) { element.setAttribute(name, dutch); }
    }
  };
  const write = (node) => {
    const text = node.nodeValue.trim();
    const end = endings.find(([english]) => text.endsWith(english));
    const dutch = end ? text.slice(0, -end[0].length) + end[1] : written.get(text);
    if (dutch) { node.nodeValue = dutch; }
  };
  const inDutch = (node) => {
    if (node.nodeType === Node.TEXT_NODE) { write(node); }
    if (node.nodeType !== Node.ELEMENT_NODE || node.ownerSVGElement) { return; }  // a chart adds its parts one by one
    name(node);
    node.querySelectorAll(names.map((name) => `[${name}]`).join(",")).forEach(name);
    const texts = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) { write(texts.currentNode); }
  };
  window.cijfertafelTaal = new MutationObserver((changes) => {
    for (const { type, target, addedNodes } of changes) {
      if (type === "attributes") { name(target); }
      if (type === "characterData") { write(target); }
      addedNodes.forEach(inDutch);
    }
  });
  window.cijfertafelTaal.observe(document.body, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: names,
  });
  inDutch(document.body);
}
"""


def script() -> str:
    """The script element: the language of the page, and our words for Streamlit's own."""
    filled = _SCRIPT
    for name, words in (("SPOKEN", SPOKEN), ("WRITTEN", WRITTEN), ("BEGINNINGS", BEGINNINGS), ("ENDINGS", ENDINGS)):
        filled = filled.replace(name, json.dumps(list(words.items()), ensure_ascii=False), 1)
    return f"<script>{filled}</script>"
