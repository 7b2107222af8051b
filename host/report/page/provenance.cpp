// What the page rests on: scenario, seed, draws, versions, figures; what its words mean; limits.
#include <fmt/format.h>

#include "host/report/page/assets.h"
#include "host/report/page/html.h"
#include "host/report/page/view.h"
#include "host/report/page/words.h"
#include "host/support/numbers.h"

namespace peregrine {
namespace {

std::string run_table(const EnsembleReader& reader, const std::string& id,
                      const std::string& caption) {
  const EnsembleHeader& header = reader.header();
  HtmlTable table(id, caption, {"what", "value"}, 2);
  table.add_row({"file", reader.path().substr(reader.path().find_last_of('/') + 1)});
  table.add_row({"scenario", header.scenario});
  table.add_row({"draws", grouped(header.draws)});
  table.add_row({"draws kept one by one", grouped(header.kept)});
  table.add_row({"seed", std::to_string(header.seed)});
  table.add_row({"model version", header.model_version});
  table.add_row({"program", header.git_revision + ", " + header.build});
  table.add_row({"SHA-256 of the inputs", header.inputs_sha256});
  if (!header.known_to.empty()) table.add_row({"figures known to", header.known_to});
  table.add_row({"content hash of the file", reader.content_hash()});
  table.add_row({"made", header.history});
  return table.html();
}

std::string scenario_text(const EnsembleReader& reader) {
  return folded(
      fmt::format("The whole scenario {}: enough to run it again", reader.header().scenario),
      "<pre tabindex=\"0\">" + escaped(reader.header().scenario_toml) + "</pre>\n");
}

std::string vintages(const std::optional<PageHistory>& history) {
  if (!history) {
    return paragraph(
        "No inputs folder was at hand, so the page shows no figures from before the forecast.");
  }
  HtmlTable table("vintages-table", "The figures that the forecast rests on",
                  {"table", "publisher", "edition", "published", "figures to"}, 5);
  for (const Vintage& vintage : history->vintages) {
    table.add_row({vintage.table, vintage.publisher, vintage.edition, vintage.published,
                   vintage.last_observation});
  }
  return (history->same_inputs
              ? ""
              : paragraph("<strong>The inputs beside this page are not those of the run.</strong> "
                          "History and the list below are of the former.")) +
         (table.empty() ? "" : folded("Which figures, of which edition", table.html()));
}

constexpr const char* meanings =
    "<dl><dt>Draw</dt><dd>One possible future, made by the model with its own luck. The file has "
    "many; none of them is the forecast, all together are.</dd>"
    "<dt>Median</dt><dd>Half of the draws are below it, half above. It is not the most likely "
    "course.</dd>"
    "<dt>50, 80, 95 % band</dt><dd>Holds that share of the draws, as many above it as below. If "
    "the model were right, 8 of 10 outcomes would lie in the 80 % band.</dd>"
    "<dt>± MC</dt><dd>Monte Carlo standard error: how much the number would move with another "
    "seed. More draws make it smaller. It says nothing about errors of the model.</dd>"
    "<dt>—</dt><dd>Not known, or the file does not have it. Never zero.</dd></dl>\n";

constexpr const char* limits =
    "<ul><li>The bands cover what the model samples: errors of measurement, parameters, climate, "
    "incomes, wars, flight, policies. They do not cover a change without precedent in the history "
    "that it was fitted to.</li>"
    "<li>The figures of the first year are themselves estimates.</li>"
    "<li>It knows corridors and years, not persons. It does not say why anyone moves, and no "
    "number describes an individual.</li>"
    "<li>Do not use it to decide against people: not to refuse, hold or return anyone, and not to "
    "close a way to safety.</li></ul>\n";

}  // namespace

PageView provenance_view(const PageSources& sources) {
  const EnsembleReader& reader = sources.reader;
  const EnsembleHeader& header = reader.header();
  std::string html = "<h3>What the words mean</h3>\n" + std::string(meanings) +
                     "<h3>Limits</h3>\n" + limits + "<h3>The run</h3>\n" +
                     run_table(reader, "run-table", "How this forecast was made");
  if (sources.pair != nullptr) {
    html += run_table(sources.pair->b, "second-run-table", "How the other scenario was made");
  }
  html += scenario_text(reader);
  if (sources.pair != nullptr) html += scenario_text(sources.pair->b);
  html += "<h3>The figures</h3>\n" + vintages(sources.history);
  html += "<h3>How to cite</h3>\n" +
          paragraph(fmt::format("Peregrine, model version {}, scenario {}, {} draws, seed {}, "
                                "content hash {}.",
                                escaped(header.model_version), escaped(header.scenario),
                                grouped(header.draws), header.seed,
                                escaped(reader.content_hash().substr(0, 16))));
  html += paragraph(
      "This page asks nothing of any network. Its script holds parts of d3-geo, d3-sankey, "
      "topojson-client and world-atlas (shapes of Natural Earth, public domain).");
  html += folded("Their licences", "<pre tabindex=\"0\">" + escaped(page_licences()) + "</pre>\n");
  return {"provenance", "About", "What does this page rest on?", std::move(html), {}};
}

}  // namespace peregrine
