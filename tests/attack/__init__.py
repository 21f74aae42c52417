"""What could somebody compute who sees everything that is shared, and nothing else?

An attacker of the protection of small numbers. `city` draws municipalities, `seen` collects what leaves `results`,
`rows`, `people` and `moves` write down what is publicly known of numbers, `reasoning` finds the values that are left.
Nothing here comes from the code that protects.
"""
