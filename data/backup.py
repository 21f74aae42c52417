"""How is the store copied, with its key, while others read and write?"""

from __future__ import annotations

import os
from pathlib import Path

from data.copying import copy_store, store_file
from data.importing.pseudonyms import beside, copy_key, key_path
from data.store import Store, StoreError


def back_up(store: Store, target: Path) -> list[Path]:
    """Copies the store, and its key when it has a key file, into `target`; gives the files made.

    `target` is a file, or a folder. Nothing is overwritten. A copy that is half done keeps another name.
    """
    source = store_file(store)
    target = target / source.name if target.is_dir() else target
    key = key_path(store)
    key_target = beside(target)
    for file in (target, key_target):
        if file.exists():
            raise StoreError(f"{file} bestaat al. Kies een andere plek voor de kopie.")
    if not target.parent.is_dir():
        raise StoreError(f"De map {target.parent} bestaat niet. Maak hem eerst, of kies een andere plek voor de kopie.")
    draft = target.with_name(target.name + ".bezig")
    made = [target]
    try:
        draft.unlink(missing_ok=True)
        copy_store(store, draft)
        if key is not None and key.exists():
            copy_key(key, key_target)
            made.append(key_target)
        os.replace(draft, target)
    except OSError as error:
        raise StoreError(f"De kopie naar {target} is mislukt. Controleer de map, de rechten en de ruimte.") from error
    finally:
        draft.unlink(missing_ok=True)
    return made
