// The card of an audit for people.
#include <fmt/format.h>

#include <cmath>

#include "host/audit/audit.h"
#include "host/report/questions/answer.h"
#include "host/report/table.h"
#include "host/support/numbers.h"

namespace peregrine {
namespace {

constexpr Indent of_head = {2, 4};
constexpr Indent of_body = {4, 4};

// A number without its unit, but for shares.
std::string audit_number(double value, AuditUnit unit) {
  switch (unit) {
    case AuditUnit::share:
      return fmt::format("{} %", grouped(100 * value, std::abs(value) < 0.01 ? 2 : 1));
    case AuditUnit::times:
      return std::abs(value) < 10 ? fmt::format("{:.3f}", value) : number_in_words(value);
    case AuditUnit::logs:
    case AuditUnit::kelvin:
      return fmt::format("{:.2f}", value);
    case AuditUnit::gigatonnes:
      return fmt::format("{:.1f}", value);
    case AuditUnit::persons:
    case AuditUnit::per_million:
    case AuditUnit::parts_per_million:
      return number_in_words(value);
    default:
      break;
  }
  return std::abs(value) < 100 && value != std::floor(value) ? fmt::format("{:.2f}", value)
                                                             : grouped(value, 0);
}

// "7 countries", "1 country", "26.1 %": the unit of what stands before it.
std::string with_unit(const std::string& numbers, double last, AuditUnit unit) {
  if (unit == AuditUnit::share) return numbers;
  const Counted words = counted(unit);
  return fmt::format("{} {}", numbers, last == 1 ? words.one : words.many);
}

std::string value_in_words(double value, AuditUnit unit) {
  return with_unit(audit_number(value, unit), value, unit);
}

std::string bound_in_words(const Finding& finding, AuditUnit unit) {
  const bool has_low = std::isfinite(finding.low);
  const bool has_high = std::isfinite(finding.high);
  if (has_low && has_high) {
    return with_unit(
        fmt::format("{} to {}", audit_number(finding.low, unit), audit_number(finding.high, unit)),
        finding.high, unit);
  }
  if (has_high) return "at most " + value_in_words(finding.high, unit);
  return "at least " + value_in_words(finding.low, unit);
}

std::string row_text(const AuditRow& row) {
  std::string text = wrapped(fmt::format("{}: {}", row.id, row.words), of_head);
  if (row.verdict == Verdict::untold) {
    return text + wrapped(fmt::format("CANNOT BE TOLD: {}.", row.remark), of_body);
  }
  const bool odd = row.verdict != Verdict::within;
  text +=
      wrapped(fmt::format("{}{}{}; bound {} ({}: {})", odd ? "ODD: " : "",
                          value_in_words(row.finding.value, row.unit),
                          row.finding.where.empty() ? "" : fmt::format(" ({})", row.finding.where),
                          bound_in_words(row.finding, row.unit), basis_name(row.basis), row.source),
              of_body);
  if (!odd) return text;
  if (row.verdict == Verdict::odd_with_reason) {
    return text + wrapped("Why it stands: " + row.remark, of_body);
  }
  return text +
         wrapped(row.remark.empty() ? "Unexplained." : fmt::format("Unexplained: {}.", row.remark),
                 of_body);
}

std::string section_title(const std::string& section) {
  if (section == "world") return "The world's migrants";
  if (section == "countries") return "Countries";
  if (section == "corridors") return "Corridors";
  if (section == "displacement") return "The world's displaced abroad";
  if (section == "origins") return "Origins of the displaced";
  if (section == "conflict") return "War";
  if (section == "routes") return "Irregular routes";
  return "Climate and food";
}

std::string counts_of(const AuditCard& card) {
  return fmt::format(
      "{}: {} within {}, {} odd with a reason, {} odd and unexplained, {} "
      "that this file cannot tell.",
      count_in_words(static_cast<std::int64_t>(card.rows.size()), "statement", "statements"),
      card.count(Verdict::within), card.count(Verdict::within) == 1 ? "its bound" : "their bounds",
      card.count(Verdict::odd_with_reason), card.count(Verdict::odd), card.count(Verdict::untold));
}

// "3 of 12 odd".
std::string section_counts(const AuditCard& card, const std::string& section) {
  int rows = 0;
  int odd = 0;
  int untold = 0;
  for (const AuditRow& row : card.rows) {
    if (row.section != section) continue;
    ++rows;
    odd += row.verdict == Verdict::odd || row.verdict == Verdict::odd_with_reason ? 1 : 0;
    untold += row.verdict == Verdict::untold ? 1 : 0;
  }
  return fmt::format("{} of {} odd{}", odd, rows,
                     untold == 0 ? "" : fmt::format(", {} cannot be told", untold));
}

}  // namespace

std::string audit_as_text(const AuditCard& card, AuditShown shown) {
  std::string text =
      wrapped(fmt::format("Scenario {}: {}, of which {} looked at one by one, seed {}, model {}",
                          card.scenario, count_in_words(card.draws, "draw", "draws"),
                          grouped(card.looked_at), card.seed, card.model_version));
  if (!card.known_to.empty()) text += wrapped("Figures known to: " + card.known_to);
  for (const std::string& warning : card.warnings()) text += wrapped(warning);
  text += '\n' + wrapped(counts_of(card));
  std::string section;
  for (const AuditRow& row : card.rows) {
    const bool odd = row.verdict == Verdict::odd || row.verdict == Verdict::odd_with_reason;
    if (shown == AuditShown::odd && !odd) continue;
    if (row.section != section) {
      section = row.section;
      text += fmt::format("\n{}: {}\n", section_title(section), section_counts(card, section));
    }
    text += row_text(row);
  }
  return text + '\n' +
         wrapped(
             "A bound is of the record of the inputs, of a publication, or a judgement; odd is "
             "what lies outside. That a number is within its bound does not make it right. "
             "docs/model/audit.md");
}

}  // namespace peregrine
