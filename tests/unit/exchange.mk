# Unit tests of src/exchange.
