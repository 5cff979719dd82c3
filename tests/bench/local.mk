# "make bench": what the program costs, beside the least it could cost.
check_PROGRAMS += tests/bench/floor
tests_bench_floor_SOURCES = tests/bench/floor.c
tests_bench_floor_LDADD = $(NCURSES_LIBS) $(XML_LIBS) $(SQLITE_LIBS) $(SODIUM_LIBS)
EXTRA_DIST += tests/bench/bench.py tests/bench/keystrokes.py tests/bench/reviews.py \
	tests/bench/signatures.py tests/bench/trails.py

bench: kusei$(EXEEXT) kusei-xmlsig$(EXEEXT) $(check_PROGRAMS) $(noinst_DATA)
	@$(AM_TESTS_ENVIRONMENT) $(PY_LOG_COMPILER) $(srcdir)/tests/bench/bench.py
.PHONY: bench
