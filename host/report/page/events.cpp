// The dated events of the scenario: what the page's draws may live through, and on what evidence.
#include <string>
#include <utility>
#include <vector>

#include "host/model/events/kinds.h"
#include "host/report/page/html.h"
#include "host/report/page/view.h"
#include "host/support/toml_keys.h"

namespace peregrine {
namespace {

// Name of the list of events in a scenario, with the dot after it.
constexpr std::string_view events_key = "event.";

std::string without_backticks(std::string_view text) {
  std::string plain(text);
  std::erase(plain, '`');
  return plain;
}

void add_rows(const EnsembleReader& reader, HtmlTable& table) {
  // What the scenario has and one without any key has not.
  for (const ChangedKey& key : changed_keys("[scenario]\n", reader.header().scenario_toml)) {
    if (!key.key.starts_with(events_key)) continue;
    const std::string event = key.key.substr(events_key.size());
    const EventKind* const kind = find_event_kind(event.substr(0, event.find(' ')));
    table.add_row({reader.header().scenario, event, key.in_b,
                   kind == nullptr ? "" : without_backticks(kind->moves),
                   kind == nullptr ? "" : std::string(kind->evidence)});
  }
}

}  // namespace

PageView events_view(const PageSources& sources) {
  HtmlTable table("events-table", "Events that may happen in a draw",
                  {"scenario", "event", "as written", "what it moves", "evidence"}, 5);
  add_rows(sources.reader, table);
  if (sources.pair != nullptr) add_rows(sources.pair->b, table);
  if (table.empty()) return {"events", "Events", "What may happen?", "", {}};
  std::string html =
      paragraph(
          "Each happens in the share of draws that <em>probability</em> says, in one of the months "
          "of its <em>window</em> (one, if none is named), and lasts that many <em>months</em> "
          "(0: to the end). Without a probability it happens in all draws. Its size differs from "
          "draw to draw: the median and, as <em>range</em>, the 10 and 90 % "
          "quantiles. Sizes are judgements: nearly all evidence compares before and after while "
          "other things changed, too.") +
      table.html();
  return {"events", "Events", "What does the scenario say may happen?", std::move(html), {}};
}

}  // namespace peregrine
