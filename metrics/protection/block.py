"""What does one block of cells look like to the engine: which counts add up to which cells?

An atom is a number of persons that is in or out of a cell as a whole, such as the timely aanmeldingen of one team
in one month. Every cell is a sum of atoms. All counts of a block come from the same rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import scipy
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

WIDTH = 5.0
"""Of every hidden cell at least so much must stay open between its lowest and highest possible value."""


@dataclass(frozen=True)
class Cell:
    """One number as it would be published, or derived (`derived`: a complement, which follows its noemer).

    `weight` is the loss when it is hidden; `floor` the least that a reader knows of it while it is hidden:
    a row exists, so its noemer is 1 or more. `follows` are the keys of cells that cannot be hidden without this one.
    """

    key: tuple[Any, ...]
    atoms: tuple[int, ...]
    weight: float
    primary: bool = False
    floor: float = 0.0
    derived: bool = False
    follows: tuple[tuple[Any, ...], ...] = ()


@dataclass(frozen=True)
class Block:
    """Cells of one indicator and year. Cells that hold the same atoms are one number with several names.

    `parents` are sums of atoms that another block decided on; their deviations are given from outside.
    `scopes` number the atoms that lie close together (a quarter, a half-year), from near to far.
    `relations` are sums that a reader knows to be 0 or more, whatever the numbers (part ≤ whole).
    """

    atoms: Floats
    membership: scipy.sparse.csr_matrix
    weights: Floats
    primary: Flags
    floors: Floats
    derived: Flags
    names: tuple[tuple[tuple[Any, ...], ...], ...]
    follows: tuple[tuple[int, int], ...]
    parents: scipy.sparse.csr_matrix | None = None
    relations: scipy.sparse.csr_matrix | None = None
    scopes: tuple[NDArray[np.int64], ...] = ()
    index: dict[tuple[Any, ...], int] = field(default_factory=dict, compare=False)

    @property
    def values(self) -> Floats:
        """What each cell counts."""
        return np.asarray(self.membership @ self.atoms)


def assemble(
    atoms: Sequence[float],
    cells: Sequence[Cell],
    parents: Sequence[Sequence[int]] = (),
    relations: Sequence[dict[int, float]] = (),
    scopes: Sequence[Sequence[int]] = (),
) -> Block:
    """A block from its cells, in a fixed order, so the same data give the same pattern."""
    by_atoms: dict[tuple[int, ...], list[Cell]] = {}
    for cell in sorted(cells, key=lambda each: repr(each.key)):
        by_atoms.setdefault(tuple(sorted(cell.atoms)), []).append(cell)
    groups = list(by_atoms.values())
    index = {cell.key: number for number, group in enumerate(groups) for cell in group}
    follows = {(index[leader], index[cell.key]) for group in groups for cell in group for leader in cell.follows}
    return Block(
        atoms=np.asarray(atoms, dtype=float),
        membership=_matrix(list(by_atoms), len(atoms)),
        weights=np.array([sum(0.0 if cell.derived else cell.weight for cell in group) for group in groups]),
        primary=np.array([any(cell.primary for cell in group) for group in groups], dtype=bool),
        floors=np.array([max(cell.floor for cell in group) for group in groups]),
        derived=np.array([all(cell.derived for cell in group) for group in groups], dtype=bool),
        names=tuple(tuple(cell.key for cell in group) for group in groups),
        follows=tuple(sorted(pair for pair in follows if pair[0] != pair[1])),
        parents=_matrix(parents, len(atoms)) if parents else None,
        relations=_signed(relations, len(atoms)) if relations else None,
        scopes=tuple(np.asarray(each, dtype=np.int64) for each in scopes),
        index=index,
    )


def _matrix(rows: Sequence[Sequence[int]], width: int) -> scipy.sparse.csr_matrix:
    lengths = [len(row) for row in rows]
    columns = [atom for row in rows for atom in row]
    return scipy.sparse.csr_matrix(
        (np.ones(len(columns)), columns, np.concatenate([[0], np.cumsum(lengths)])), shape=(len(rows), width)
    )


def _signed(rows: Sequence[dict[int, float]], width: int) -> scipy.sparse.csr_matrix:
    matrix = scipy.sparse.lil_matrix((len(rows), width))
    for number, row in enumerate(rows):
        for atom, sign in row.items():
            matrix[number, atom] = sign
    return matrix.tocsr()
