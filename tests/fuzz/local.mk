# Tests that take as long as they are given: "make check-long", and a short
# sample of the same with FUZZ_ROUNDS=500. They are worth most with
# --enable-sanitizers.
FUZZ_ROUNDS = 20000

EXTRA_PROGRAMS += tests/fuzz/fuzz_reader
CLEANFILES += tests/fuzz/fuzz_reader$(EXEEXT)
tests_fuzz_fuzz_reader_SOURCES = tests/fuzz/fuzz_reader.c tests/fuzz/fuzz_dice.h
tests_fuzz_fuzz_reader_LDADD = $(unit_ldadd)

check-long: check-long-reader
check-long-reader: tests/fuzz/fuzz_reader$(EXEEXT)
	tests/fuzz/fuzz_reader$(EXEEXT) $(FUZZ_ROUNDS) \
		$(srcdir)/tests/unit/exchange/forms/mini $(srcdir)/tests/unit/exchange/mini-2015.xml \
		$(srcdir)/forms/osaka-2015 $(srcdir)/data/kita-2015.xml \
		$(srcdir)/forms/osaka-2015 $(srcdir)/data/tsurumi-2015.xml
.PHONY: check-long check-long-reader

EXTRA_PROGRAMS += tests/fuzz/fuzz_tsv
CLEANFILES += tests/fuzz/fuzz_tsv$(EXEEXT)
tests_fuzz_fuzz_tsv_SOURCES = tests/fuzz/fuzz_tsv.c tests/fuzz/fuzz_dice.h
tests_fuzz_fuzz_tsv_LDADD = $(unit_ldadd)

# A round reads a whole sheet: a tenth of the reader's rounds take as long.
check-long: check-long-tsv
check-long-tsv: tests/fuzz/fuzz_tsv$(EXEEXT)
	for sheet in kita tsurumi; do \
		tests/fuzz/fuzz_tsv$(EXEEXT) $$(($(FUZZ_ROUNDS) / 20)) $(srcdir) \
			$(srcdir)/data/$$sheet-2015.xml || exit 1; \
	done
.PHONY: check-long-tsv
