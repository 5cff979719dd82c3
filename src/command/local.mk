# The command line: one thin file per subcommand.
libkusei_a_SOURCES += \
	src/command/ask.h \
	src/command/captive.h \
	src/command/command.h \
	src/command/context.h \
	src/command/explain_rule.h \
	src/command/json.h \
	src/command/judging.h \
	src/command/report.h \
	src/command/report_private.h \
	src/command/subcommands.h \
	src/command/verify_report.h \
	src/command/backup.c \
	src/command/ask.c \
	src/command/captive.c \
	src/command/cases.c \
	src/command/check.c \
	src/command/city.c \
	src/command/city_status.c src/command/city_status.h \
	src/command/columns.c src/command/columns.h \
	src/command/compare.c \
	src/command/command.c \
	src/command/context.c \
	src/command/explain.c \
	src/command/explain_rule.c \
	src/command/export.c \
	src/command/export_sheet.c src/command/export_sheet.h \
	src/command/form.c \
	src/command/form_check.c src/command/form_codebook.c src/command/form_new.c src/command/form_tools.h \
	src/command/forms.c \
	src/command/history.c \
	src/command/import.c src/command/import_tsv.c \
	src/command/json.c \
	src/command/judging.c \
	src/command/keys.c \
	src/command/list.c \
	src/command/new.c \
	src/command/printing.c src/command/printing.h \
	src/command/report.c \
	src/command/report_json.c \
	src/command/publish.c \
	src/command/review.c \
	src/command/review_list.c src/command/review_list.h \
	src/command/search.c \
	src/command/sheet_order.c src/command/sheet_order.h \
	src/command/sign.c \
	src/command/today.c \
	src/command/trail.c \
	src/command/user.c \
	src/command/verify.c \
	src/command/verify_report.c \
	src/command/verifying.c src/command/verifying.h
