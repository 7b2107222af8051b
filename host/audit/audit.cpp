#include "host/audit/audit.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "host/audit/audited.h"
#include "host/audit/measures.h"
#include "host/audit/reasons.h"
#include "host/support/numbers.h"

namespace peregrine {
namespace {

AuditRow judged(const Statement& statement, const Audited& audited) {
  AuditRow row;
  row.id = statement.id;
  row.section = statement.id.substr(0, statement.id.find('.'));
  row.words = statement.words;
  row.source = statement.source;
  row.basis = statement.basis;
  row.unit = statement.unit;
  row.finding.value = std::nan("");
  try {
    row.finding = statement.find(audited);
  } catch (const TooOld& why) {
    row.remark = why.what();
    row.format_is_too_old = true;
    return row;
  } catch (const Untold& why) {
    row.remark = why.what();
    return row;
  }
  const double value = row.finding.value;
  if (!std::isfinite(value)) {
    row.remark = "the file's numbers give no value";
    return row;
  }
  if (row.finding.low <= value && value <= row.finding.high) {
    row.verdict = Verdict::within;
    return row;
  }
  const Reason* reason = reason_for(row.id, row.finding);
  row.verdict = reason == nullptr ? Verdict::odd : Verdict::odd_with_reason;
  if (reason != nullptr) {
    row.remark = reason->why;
  } else if (const auto others = places_without_reason(row.id, row.finding); !others.empty()) {
    row.remark = fmt::format("the reason that is known does not hold for {}", listed(others));
  }
  return row;
}

}  // namespace

Statements audit_statements() {
  Statements all;
  for (const auto& section :
       {world_statements, country_statements, gain_statements, corridor_statements,
        corridor_share_statements, displacement_statements, origin_statements,
        whose_displaced_statements, war_statements, war_chance_statements, route_statements,
        crossing_statements, climate_statements}) {
    Statements some = section();
    std::ranges::move(some, std::back_inserter(all));
  }
  return all;
}

AuditCard make_audit(const EnsembleReader& reader, const std::string& inputs_dir) {
  const Record record = load_record(inputs_dir);
  const Audited audited(reader, record);
  const EnsembleHeader& header = reader.header();
  AuditCard card;
  card.file = reader.path();
  card.scenario = header.scenario;
  card.model_version = header.model_version;
  card.known_to = header.known_to;
  card.content_hash = reader.content_hash();
  card.seed = header.seed;
  card.draws = header.draws;
  card.looked_at = std::min(header.kept, Audited::most_draws);
  card.format_version = reader.format_version();
  card.same_inputs = sha256_of_inputs(inputs_dir) == header.inputs_sha256;
  for (const Statement& statement : audit_statements()) {
    card.rows.push_back(judged(statement, audited));
  }
  return card;
}

std::int64_t AuditCard::count(Verdict verdict) const {
  return std::ranges::count_if(rows, [&](const AuditRow& row) { return row.verdict == verdict; });
}

std::vector<std::string> AuditCard::warnings() const {
  std::vector<std::string> warnings;
  const auto few = [](std::int64_t number) { return number < least_draws_to_audit; };
  if (few(draws) || few(looked_at)) {
    warnings.push_back(fmt::format(
        "Few draws: {} run, {} kept one by one. Below {} of either, tails are unsure: what is odd "
        "may be chance, and what is rare may be missing (run.draws, run.keep).",
        grouped(draws), grouped(looked_at), grouped(least_draws_to_audit)));
  }
  std::vector<std::string> ids;
  for (const AuditRow& row : rows) {
    if (row.format_is_too_old) ids.push_back(row.id);
  }
  if (!ids.empty()) {
    warnings.push_back(fmt::format(
        "An old file, of format {} (now: {}), lacks what {}: {}. Run the "
        "scenario again with this peregrine to have {} judged.",
        format_version, ensemble_format_version,
        ids.size() == 1 ? "1 statement takes" : fmt::format("{} statements take", ids.size()),
        listed(ids), ids.size() == 1 ? "it" : "them"));
  }
  if (!same_inputs) {
    warnings.emplace_back(
        "The record is of another folder of inputs than the one that the run read (--inputs).");
  }
  return warnings;
}

std::string verdict_name(Verdict verdict) {
  switch (verdict) {
    case Verdict::within:
      return "within";
    case Verdict::odd_with_reason:
      return "odd explained";
    case Verdict::odd:
      return "odd unexplained";
    case Verdict::untold:
      break;
  }
  return "cannot be told";
}

std::string basis_name(Basis basis) {
  switch (basis) {
    case Basis::record:
      return "record";
    case Basis::published:
      return "published";
    case Basis::judgement:
      break;
  }
  return "judgement";
}

std::string unit_name(AuditUnit unit) {
  return counted(unit).many;
}

}  // namespace peregrine
