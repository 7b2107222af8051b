// Holds a forecast against the record and says what is odd.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "host/audit/statement.h"
#include "host/store/ensemble_reader.h"

namespace peregrine {

enum class Verdict { within, odd_with_reason, odd, untold };

struct AuditRow {
  std::string id;
  std::string section;
  std::string words;
  std::string source;
  Basis basis = Basis::record;
  AuditUnit unit = AuditUnit::share;
  Verdict verdict = Verdict::untold;
  Finding finding;  // no numbers where it cannot be told
  // Why it stands, why it cannot be told, or of which places no reason is known.
  std::string remark;
  bool format_is_too_old = false;  // which is why it cannot be told
};

struct AuditCard {
  std::string file;
  std::string scenario;
  std::string model_version;
  std::string known_to;
  std::string content_hash;
  std::uint64_t seed = 0;
  std::int64_t draws = 0;
  std::int64_t looked_at = 0;  // of the draws kept one by one
  int format_version = 0;      // of the file
  bool same_inputs = true;     // the record is of the folder that the run read
  std::vector<AuditRow> rows;

  std::int64_t count(Verdict verdict) const;
  // What keeps it from saying all it could, a sentence or two each: few draws, an old format,
  // another record.
  std::vector<std::string> warnings() const;
};

// Of fewer draws a single one leads a mean, and tails are chance.
inline constexpr std::int64_t least_draws_to_audit = 1000;

enum class AuditShown { all, odd };

// All statements, in the order of the card.
Statements audit_statements();

// `inputs_dir` holds the record. Throws InputError where it cannot be read.
AuditCard make_audit(const EnsembleReader& reader, const std::string& inputs_dir);

std::string verdict_name(Verdict verdict);
std::string basis_name(Basis basis);
std::string unit_name(AuditUnit unit);

// Lines of at most 100 columns; RFC 4180; JSON. Shares are 0 to 1 in the last two.
std::string audit_as_text(const AuditCard& card, AuditShown shown);
std::string audit_as_csv(const AuditCard& card, AuditShown shown);
std::string audit_as_json(const AuditCard& card, AuditShown shown);

}  // namespace peregrine
