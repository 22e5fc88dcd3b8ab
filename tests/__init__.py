"""The tests of the bot; tests/checks holds what `make check` runs besides the linters."""
