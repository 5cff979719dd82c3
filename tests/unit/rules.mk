# Unit tests of src/rules.
