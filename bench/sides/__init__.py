"""The same figures as anybody else would make them: straightforward pandas, and SQL for DuckDB and for SQLite.

Every version is written from the definition and gives `teller`, `noemer`, `waarde` and, for means, `mediaan`, `p80` and
`p90`. The columns that ours adds (Wilson, Kaplan-Meier, names of missing months) are left out: that is in their favour.
"""
