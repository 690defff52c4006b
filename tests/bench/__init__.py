"""The benchmark: `./run.sh bench`. Nothing here is a test; pytest finds no `test_…` in it."""
