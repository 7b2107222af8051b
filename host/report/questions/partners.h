// Where the immigrants of a country come from, and where its emigrants live.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "host/report/questions/answer.h"
#include "host/report/questions/groups.h"

namespace peregrine {

enum class Partners { origins, destinations };

struct PartnersRequest {
  std::optional<int> year;  // this year alone; else the first, 2025, 2030, 2040, 2050 and the last
  std::int64_t top = 10;    // partners shown
};

// The corridors into or out of a country, the largest in the last year shown first, each with the
// quantiles of all draws; of a group of countries, group_partners_answer. Throws UsageError for a
// year that the file lacks, and for a country without corridors.
Answer partners_answer(const EnsembleReader& reader, const AskedCountries& asked, Partners side,
                       const PartnersRequest& request);

}  // namespace peregrine
