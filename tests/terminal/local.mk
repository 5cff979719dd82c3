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
	tests/terminal/test_refused.py \
	tests/terminal/test_pages.py \
	tests/terminal/test_safety.py \
	tests/terminal/test_type_kita.py
TESTS += $(terminal_tests)
EXTRA_DIST += $(terminal_tests) \
	tests/terminal/form.py \
	tests/terminal/kusei.py \
	tests/terminal/runner.py \
	tests/terminal/screen.py
