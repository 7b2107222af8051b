// The card of an audit for programs.
#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "host/audit/audit.h"
#include "host/report/table.h"
#include "host/support/numbers.h"

namespace peregrine {
namespace {

bool is_shown(const AuditRow& row, AuditShown shown) {
  return shown == AuditShown::all || row.verdict == Verdict::odd ||
         row.verdict == Verdict::odd_with_reason;
}

// Empty where there is no end, and where the file tells nothing.
std::string finite_text(const AuditRow& row, double number) {
  return row.verdict == Verdict::untold || !std::isfinite(number) ? "" : exact(number);
}

nlohmann::ordered_json finite_json(const AuditRow& row, double number) {
  if (row.verdict == Verdict::untold || !std::isfinite(number)) return nullptr;
  return number;
}

}  // namespace

std::string audit_as_csv(const AuditCard& card, AuditShown shown) {
  std::string text = "id,section,verdict,value,low,high,unit,basis,source,where,remark,statement\n";
  for (const AuditRow& row : card.rows) {
    if (!is_shown(row, shown)) continue;
    text += fmt::format("{},{},{},{},{},{},{},{},{},{},{},{}\n", row.id, row.section,
                        csv_text(verdict_name(row.verdict)), finite_text(row, row.finding.value),
                        finite_text(row, row.finding.low), finite_text(row, row.finding.high),
                        unit_name(row.unit), basis_name(row.basis), csv_text(row.source),
                        csv_text(row.finding.where), csv_text(row.remark), csv_text(row.words));
  }
  return text;
}

std::string audit_as_json(const AuditCard& card, AuditShown shown) {
  using Json = nlohmann::ordered_json;
  Json rows = Json::array();
  for (const AuditRow& row : card.rows) {
    if (!is_shown(row, shown)) continue;
    rows.push_back({{"id", row.id},
                    {"section", row.section},
                    {"verdict", verdict_name(row.verdict)},
                    {"value", finite_json(row, row.finding.value)},
                    {"low", finite_json(row, row.finding.low)},
                    {"high", finite_json(row, row.finding.high)},
                    {"unit", unit_name(row.unit)},
                    {"basis", basis_name(row.basis)},
                    {"source", row.source},
                    {"where", row.finding.where},
                    {"places", row.finding.places},
                    {"remark", row.remark},
                    {"statement", row.words}});
  }
  const Json root = {{"file", card.file},
                     {"scenario", card.scenario},
                     {"model_version", card.model_version},
                     {"known_to", card.known_to},
                     {"content_hash", card.content_hash},
                     {"seed", card.seed},
                     {"draws", card.draws},
                     {"draws_looked_at", card.looked_at},
                     {"same_inputs", card.same_inputs},
                     {"format_version", card.format_version},
                     {"warnings", card.warnings()},
                     {"statements", card.rows.size()},
                     {"within", card.count(Verdict::within)},
                     {"odd_with_reason", card.count(Verdict::odd_with_reason)},
                     {"odd_unexplained", card.count(Verdict::odd)},
                     {"cannot_be_told", card.count(Verdict::untold)},
                     {"rows", std::move(rows)}};
  return root.dump(1, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace peregrine
