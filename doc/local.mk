# Manual page and the map of the house.
dist_man1_MANS = doc/kusei.1
EXTRA_DIST += doc/architecture.md
