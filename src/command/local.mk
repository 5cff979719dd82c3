# The command line: one thin file per subcommand.
libkusei_a_SOURCES += \
	src/command/command.h \
	src/command/context.h \
	src/command/json.h \
	src/command/subcommands.h \
	src/command/check.c \
	src/command/command.c \
	src/command/context.c \
	src/command/export.c \
	src/command/forms.c \
	src/command/history.c \
	src/command/import.c \
	src/command/json.c \
	src/command/list.c \
	src/command/new.c
