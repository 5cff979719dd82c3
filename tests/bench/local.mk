# "make bench": what the program costs, beside the least it could cost.
check_PROGRAMS += tests/bench/bare tests/bench/floor
tests_bench_bare_SOURCES = tests/bench/bare.c tests/bench/echo.c tests/bench/echo.h
tests_bench_bare_CPPFLAGS = -I$(srcdir)
tests_bench_bare_LDADD = $(NCURSES_LIBS)
tests_bench_floor_SOURCES = tests/bench/floor.c tests/bench/echo.c tests/bench/echo.h
tests_bench_floor_CPPFLAGS = -I$(srcdir)
tests_bench_floor_LDADD = $(NCURSES_LIBS) $(XML_LIBS) $(SQLITE_LIBS) $(SODIUM_LIBS)
check_PROGRAMS += tests/bench/draw
tests_bench_draw_SOURCES = tests/bench/draw.c
tests_bench_draw_CFLAGS = $(AM_CFLAGS) $(PANGO_CFLAGS) $(XLSX_CFLAGS)
tests_bench_draw_LDADD = $(PANGO_LIBS) $(XLSX_LIBS)
EXTRA_DIST += tests/bench/bench.py tests/bench/cities.py tests/bench/keystrokes.py tests/bench/reviews.py tests/bench/sheets.py \
	tests/bench/signatures.py tests/bench/trails.py

bench: kusei$(EXEEXT) kusei-xmlsig$(EXEEXT) kusei-print$(EXEEXT) $(check_PROGRAMS) $(noinst_DATA)
	@$(AM_TESTS_ENVIRONMENT) $(PY_LOG_COMPILER) $(srcdir)/tests/bench/bench.py

# What a country costs: long.
bench-country: kusei$(EXEEXT) $(noinst_DATA)
	@$(AM_TESTS_ENVIRONMENT) $(PY_LOG_COMPILER) $(srcdir)/tests/bench/cities.py
.PHONY: bench bench-country
