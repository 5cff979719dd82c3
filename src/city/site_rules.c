/* By which rules and yardsticks it was reckoned, and what the rules found. */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "city/page.h"
#include "city/private.h"
#include "text/i18n.h"
#include "text/markup.h"

/* --- versions ---------------------------------------------------------------------------- */

/* Wards by the version of the form that they handed in with; more than one is said. */
static void write_form_versions(const struct site *site, struct buffer *out)
{
    const char *version = NULL;
    bool mixed = false;
    for (size_t i = 0; i < site->table.count; i++) {
        const struct city_entry *entry = city_table_entry(&site->table, i, site->year);
        if (!entry->present)
            continue;
        mixed = mixed || (version != NULL && strcmp(version, entry->form_version) != 0);
        version = version == NULL ? entry->form_version : version;
    }
    buffer_append_string(out, "<p>");
    buffer_append_format(out, _("The form is %s."), form_name(site->what->policy->form));
    if (version != NULL && !mixed)
        buffer_append_format(out, " %s%s", _("The wards handed in with this version: "), version);
    buffer_append_string(out, "</p>\n");
    if (!mixed)
        return;
    page_paragraph(out, "warning",
                   _("The wards handed in with different versions of the form. Their figures stand "
                     "beside each other here; look at the versions before comparing them."));
    buffer_append_string(out, "<ul>\n");
    for (size_t i = 0; i < site->table.count; i++) {
        const struct city_entry *entry = city_table_entry(&site->table, i, site->year);
        if (!entry->present)
            continue;
        buffer_append_string(out, "<li>");
        markup_text(out, site->table.wards[i].name);
        buffer_append_string(out, ": ");
        markup_text(out, entry->form_version);
        buffer_append_string(out, "</li>\n");
    }
    buffer_append_string(out, "</ul>\n");
}

static void write_yardsticks(const struct site *site, struct buffer *out)
{
    const struct city_policy *p = site->what->policy;
    markup_element(out, "h2", _("Yardsticks"));
    buffer_append_string(out, "<dl class=\"yardsticks\">\n");
    for (size_t i = 0; i < city_policy_comparison(p)->yardstick_count; i++) {
        markup_element(out, "dt", city_policy_label(p, i, FORM_JA));
        markup_element(out, "dd", city_policy_explanation(p, i, FORM_JA));
    }
    buffer_append_string(out, "</dl>\n");
    page_paragraph(out, "note",
                   _("The first yardstick is the common one: marks that differ are those that a "
                     "ward gave itself and this yardstick does not give."));
}

/* --- rules --------------------------------------------------------------------------------- */

static size_t count_findings(const struct site *site, size_t ward, const char *rule)
{
    const struct judgement *j = &site->wards[ward].judgement;
    size_t count = 0;
    for (size_t i = 0; i < j->count; i++)
        count += strcmp(j->items[i].finding->id, rule) == 0;
    return count;
}

static const char *severity_word(enum rules_severity severity)
{
    switch (severity) {
    case RULES_ERROR:
        return _("error");
    case RULES_WARNING:
        return _("warning");
    case RULES_INFO:
    default:
        return _("hint");
    }
}

/* "北区 3、鶴見区 1". */
static size_t write_wards(const struct site *site, const char *rule, struct buffer *out)
{
    size_t all = 0;
    for (size_t ward = 0; ward < site->table.count; ward++) {
        size_t count = count_findings(site, ward, rule);
        if (count == 0)
            continue;
        if (all > 0)
            buffer_append_string(out, _(", "));
        markup_text(out, site->table.wards[ward].name);
        buffer_append_format(out, " %zu", count);
        all += count;
    }
    return all;
}

/* The sentence of a rule; of what it fills in, the place is enough for whoever reads it. */
static void write_sentence(const char *sentence, struct buffer *out)
{
    static const char open[] = "〔", close[] = "〕";
    const char *at;
    buffer_append_string(out, "<td class=\"prose\">");
    while ((at = strstr(sentence, open)) != NULL && strstr(at, close) != NULL) {
        struct buffer before = BUFFER_INIT;
        buffer_append(&before, sentence, (size_t)(at - sentence));
        markup_text(out, before.data == NULL ? "" : before.data);
        out->failed = out->failed || before.failed;
        buffer_free(&before);
        markup_text(out, _("〔value〕"));
        sentence = strstr(at, close) + sizeof close - 1;
    }
    markup_text(out, sentence);
    buffer_append_string(out, "</td>\n");
}

static void write_rule(const struct site *site, const struct rules_entry *entry, struct buffer *out)
{
    struct buffer wards = BUFFER_INIT;
    char text[32];
    size_t all = write_wards(site, entry->id, &wards);
    buffer_append_string(out, "<tr id=\"");
    site_file(out, entry->id);
    buffer_append_string(out, "\">\n<th scope=\"row\">");
    markup_text(out, entry->id);
    buffer_append_string(out, "</th>\n");
    page_cell(out, "", severity_word(entry->severity));
    write_sentence(entry->message[FORM_JA], out);
    page_cell(out, "prose", entry->source == NULL ? "" : entry->source);
    snprintf(text, sizeof text, "%zu", all);
    page_cell(out, "n", text);
    page_cell(out, "prose", wards.data == NULL ? "" : wards.data);
    buffer_append_string(out, "</tr>\n");
    out->failed = out->failed || wards.failed;
    buffer_free(&wards);
}

static bool write_all_rules(const struct site *site, struct buffer *out, struct error *err)
{
    const char *const heads[] = {_("Rule"),   _("Severity"), _("What it says"),
                                 _("Source"), _("Findings"), _("In which wards")};
    const struct rules *rules = judge_rules(site->what->policy->judge);
    struct rules_entry entry;
    if (!rules_describe(rules, err))
        return false;
    markup_element(out, "h2", _("Rules and findings"));
    page_paragraph(
        out, "",
        _("The same rules judge at the ward and here. A warning may stay where the ward "
          "gives a reason, which its page has. At 〔value〕 a finding has the value itself."));
    page_table_begin(out, _("Every rule, and how often it found something"), "llllnl", heads);
    for (size_t i = 0; rules_entry(rules, i, &entry); i++)
        write_rule(site, &entry, out);
    page_table_end(out);
    return true;
}

bool site_write_rules(const struct site *site, struct buffer *out, struct error *err)
{
    const struct page page = {"", "rules.html", _("How it is reckoned"), ""};
    page_begin(out, site, &page);
    page_paragraph(out, "lead",
                   _("What is shown here is reckoned from the wards' own files by rules that "
                     "everybody can read."));
    markup_element(out, "h2", _("Versions"));
    buffer_append_string(out, "<p>");
    buffer_append_format(out, _("Reckoned by the rules and the comparison %s."),
                         city_policy_version(site->what->policy));
    buffer_append_string(out, "</p>\n");
    write_form_versions(site, out);
    write_yardsticks(site, out);
    if (!write_all_rules(site, out, err))
        return false;
    page_end(out, site, &page);
    return true;
}
