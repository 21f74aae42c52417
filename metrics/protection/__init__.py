"""Which numbers may be shown? Decided on a fixed set of cells, never per click.

`cells` says which crossings exist, `primary` which numbers are small, `blocks` and `suppression` which
numbers must be hidden with them, `audit` whether that is enough, `marks` how a hidden number looks.
"""
