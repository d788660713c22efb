#include "converters/pages/sources_page.h"

#include <utility>

#include "converters/pages/escape.h"
#include "converters/pages/page_frame.h"

namespace convert::pages {
namespace {

std::string sources_table(const ReportFile& report) {
  HtmlTable table("Sources", {"File", "Format", "Bytes", "SHA-256", "What became of it"});
  for (std::size_t i = 0; i < report.sources.size(); ++i) {
    const ReportSource& source = report.sources[i];
    table.row({isolated(source.path), escaped(source.format), std::to_string(source.size),
               source.sha256.empty()
                   ? "not taken"
                   : "<code class=\"digest\">" + escaped(source.sha256) + "</code>",
               i < report.mailboxes.size() ? escaped(report.mailboxes[i].status) : std::string()});
  }
  return table.html();
}

std::string run_of(const ReportFile& report) {
  std::vector<std::pair<std::string_view, std::string>> values = {
      {"Program", report.tool + " " + report.version},
      {"Verdict", report.verdict},
      {"Began", report.started},
      {"Ended", report.ended}};
  std::string options;
  for (const auto& [name, value] : report.options) {
    options += (options.empty() ? "--" : " --") + name + (value == "true" ? "" : " " + value);
  }
  values.emplace_back("Options", std::move(options));
  std::string html = "<section><h2>The conversion</h2>\n" + definition_list(values);
  for (const std::string& note : report.notes) {
    html += "<p>" + isolated(note) + "</p>\n";
  }
  return html + "</section>\n";
}

}  // namespace

std::string sources_html(const ReportFile* report, const std::vector<ShownOutput>& outputs,
                         const std::vector<std::string>& notes) {
  std::string html = "<section><h2>What was converted</h2>\n";
  html += report == nullptr
              ? "<p>No report was given (<code>--report</code>): names, sizes and digests of the "
                "sources are not known here.</p>\n"
              : sources_table(*report);
  html += "</section>\n" + (report == nullptr ? std::string() : run_of(*report));
  HtmlTable table("What it became", {"Mailbox", "Messages", "Tables"});
  for (const ShownOutput& output : outputs) {
    table.row({"<a href=\"" + output.url + "\">" + isolated(output.name) + "</a>",
               std::to_string(output.messages),
               "<a href=\"" + output.url + "restante-manifest.csv\">restante-manifest.csv</a>"});
  }
  html += "<section><h2>The mail files</h2>\n" + table.html();
  for (const std::string& note : notes) {
    html += "<p>" + isolated(note) + "</p>\n";
  }
  return html + "</section>\n";
}

}  // namespace convert::pages
