# The program on a terminal of its own, and what a person would see there.
if HAVE_VTERM
check_PROGRAMS += tests/terminal/vscreen
tests_terminal_vscreen_SOURCES = tests/terminal/vscreen.c \
	tests/terminal/emulator.c tests/terminal/emulator.h
tests_terminal_vscreen_CPPFLAGS = -I$(srcdir)
tests_terminal_vscreen_CFLAGS = $(AM_CFLAGS) $(VTERM_CFLAGS)
tests_terminal_vscreen_LDADD = $(VTERM_STATIC_LIBS)
endif

# The first two take longest.
terminal_tests = \
	tests/terminal/test_together.py \
	tests/terminal/test_type_kita.py \
	tests/terminal/test_vscreen.py \
	tests/terminal/test_access.py \
	tests/terminal/test_refused.py \
	tests/terminal/test_beside.py \
	tests/terminal/test_captive.py \
	tests/terminal/test_cases.py \
	tests/terminal/test_day.py \
	tests/terminal/test_captive_ssh.py \
	tests/terminal/test_pages.py \
	tests/terminal/test_painting.py \
	tests/terminal/test_preview.py \
	tests/terminal/test_editing.py \
	tests/terminal/test_random_keys.py \
	tests/terminal/test_reasons.py \
	tests/terminal/test_reviewing.py \
	tests/terminal/test_kill.py \
	tests/terminal/test_safety.py \
	tests/terminal/test_new_year.py \
	tests/terminal/test_steps.py \
	tests/terminal/test_signin.py \
	tests/terminal/test_sizes.py \
	tests/terminal/test_compare.py \
	tests/terminal/test_policies.py \
	tests/terminal/test_wards.py
TESTS += $(terminal_tests)
EXTRA_DIST += $(terminal_tests) \
	tests/terminal/clerk.py \
	tests/terminal/clerk_page.py \
	tests/terminal/form.py \
	tests/terminal/office.py \
	tests/terminal/keys.py \
	tests/terminal/kusei.py \
	tests/terminal/model.py \
	tests/terminal/runner.py \
	tests/terminal/screen.py

# Kills at any key against a model of the text, and keys at random, for long;
# .ci/run has a short sample. The keys want a build with --enable-sanitizers.
LONG_KILL_ROUNDS = 1000
LONG_KILL_JOBS = 4
LONG_KEYS = 1000000
check-long: check-long-kill check-long-keys
check-long-kill: kusei$(EXEEXT) $(check_PROGRAMS) $(noinst_DATA)
	$(AM_TESTS_ENVIRONMENT) \
	KILL_ROUNDS=$(LONG_KILL_ROUNDS) KILL_JOBS=$(LONG_KILL_JOBS) $(PY_LOG_COMPILER) \
		$(srcdir)/tests/terminal/test_kill.py
check-long-keys: kusei$(EXEEXT) $(check_PROGRAMS) $(noinst_DATA)
	$(AM_TESTS_ENVIRONMENT) \
	KEYS=$(LONG_KEYS) KEYS_SANITIZED=1 $(PY_LOG_COMPILER) \
		$(srcdir)/tests/terminal/test_random_keys.py
.PHONY: check-long-kill check-long-keys
