# Every test finds the sources in $KUSEI_TEST_SRCDIR, the build in
# $KUSEI_TEST_BUILDDIR, and runs against the forms and data of the sources.
# A test that is a program is run as it is, one that ends in .py by Debian's
# python3 (that is where its lxml is). Each closes with a line that counts:
# cmocka's own, or "N passed, N failed"; tests/summary adds them up. Exit
# status 77 means that a package the test needs is missing.
AM_TESTS_ENVIRONMENT = \
	KUSEI_SHARE='$(abs_top_srcdir)'; export KUSEI_SHARE; \
	KUSEI_TEST_SRCDIR='$(abs_top_srcdir)'; export KUSEI_TEST_SRCDIR; \
	KUSEI_TEST_BUILDDIR='$(abs_top_builddir)'; export KUSEI_TEST_BUILDDIR; \
	KUSEI_HELPERS='$(abs_top_builddir)'; export KUSEI_HELPERS; \
	PYTHONDONTWRITEBYTECODE=1; export PYTHONDONTWRITEBYTECODE; \
	TEXTDOMAINDIR='$(abs_top_builddir)/locale'; export TEXTDOMAINDIR; \
	LC_ALL=C.UTF-8; export LC_ALL;

TEST_EXTENSIONS = .py .sh
PY_LOG_COMPILER = /usr/bin/python3

unit_ldadd = libkusei.a $(CMOCKA_LIBS) $(NCURSES_LIBS) $(XML_LIBS) $(SQLITE_LIBS) \
	$(SODIUM_LIBS) $(UNISTRING_LIBS) $(LIBINTL)
# The compiler cannot see that a failed assertion of cmocka does not return.
unit_cflags = $(AM_CFLAGS) $(CMOCKA_CFLAGS) -Wno-null-dereference

EXTRA_DIST += tests/summary tests/cppcheck.suppressions tests/valgrind.supp

if HAVE_CMOCKA
include tests/unit/text.mk
include tests/unit/store.mk
include tests/unit/form.mk
include tests/unit/assessment.mk
include tests/unit/rules.mk
include tests/unit/review.mk
include tests/unit/city.mk
include tests/unit/print.mk
include tests/unit/exchange.mk
include tests/unit/terminal.mk
endif
include tests/corpus/local.mk
include tests/house/local.mk
include tests/terminal/local.mk
include tests/bench/local.mk
include tests/fuzz/local.mk
include tests/web/local.mk

# The translations, where gettext finds them before the program is installed:
# with TEXTDOMAINDIR=$(builddir)/locale.
noinst_DATA = locale/ja/LC_MESSAGES/kusei.mo
CLEANFILES += locale/ja/LC_MESSAGES/kusei.mo
locale/ja/LC_MESSAGES/kusei.mo: po/ja.po
	$(AM_V_GEN)$(MKDIR_P) locale/ja/LC_MESSAGES && $(MSGFMT) -o $@ $(srcdir)/po/ja.po

# Each single allocation of the store that fails, where "make check" tries some.
check-long: check-long-store
check-long-store: $(check_PROGRAMS)
	$(AM_TESTS_ENVIRONMENT) EVERY_ALLOCATION=1 tests/unit/test_store_memory
.PHONY: check-long-store
