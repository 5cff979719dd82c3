# The program on a terminal of its own, and what a person would see there.
if HAVE_VTERM
check_PROGRAMS += tests/terminal/vscreen
tests_terminal_vscreen_SOURCES = tests/terminal/vscreen.c \
	tests/terminal/emulator.c tests/terminal/emulator.h
tests_terminal_vscreen_CPPFLAGS = -I$(srcdir)
tests_terminal_vscreen_CFLAGS = $(AM_CFLAGS) $(VTERM_CFLAGS)
tests_terminal_vscreen_LDADD = $(VTERM_STATIC_LIBS)
endif

terminal_tests = \
	tests/terminal/test_vscreen.py \
	tests/terminal/test_access.py \
	tests/terminal/test_refused.py \
	tests/terminal/test_beside.py \
	tests/terminal/test_pages.py \
	tests/terminal/test_editing.py \
	tests/terminal/test_reasons.py \
	tests/terminal/test_safety.py \
	tests/terminal/test_steps.py \
	tests/terminal/test_sizes.py \
	tests/terminal/test_together.py \
	tests/terminal/test_type_kita.py
TESTS += $(terminal_tests)
EXTRA_DIST += $(terminal_tests) \
	tests/terminal/clerk.py \
	tests/terminal/clerk_page.py \
	tests/terminal/form.py \
	tests/terminal/kusei.py \
	tests/terminal/runner.py \
	tests/terminal/screen.py

# Kills while saving and keys at random, for long; .ci/run has a short sample.
LONG_KILL_ROUNDS = 1000
LONG_KEY_SEEDS = 60
check-long: check-long-safety
check-long-safety: kusei$(EXEEXT) $(check_PROGRAMS) $(noinst_DATA)
	$(AM_TESTS_ENVIRONMENT) \
	KILL_ROUNDS=$(LONG_KILL_ROUNDS) KEY_SEEDS=$(LONG_KEY_SEEDS) $(PY_LOG_COMPILER) \
		$(srcdir)/tests/terminal/test_safety.py kill_while_typing kill_while_saving random_keys
.PHONY: check-long-safety
