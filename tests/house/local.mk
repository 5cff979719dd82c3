# The walls of the house, and whether they would be noticed missing.
house_tests = tests/house/house.py tests/house/test_house.py
TESTS += $(house_tests)
EXTRA_DIST += $(house_tests)
