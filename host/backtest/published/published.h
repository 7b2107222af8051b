// An ensemble scored against figures that were published after it was made.
#pragma once

#include <string>
#include <vector>

#include "host/backtest/published/figures.h"
#include "host/backtest/published/scored.h"

namespace peregrine {

struct PublishedScores {
  std::string file;
  std::string table;
  PublishedKind kind = PublishedKind::stock;
  std::vector<ScoredGroup> groups;
  std::vector<std::string>
      notes;  // what was compared with what and what was left out, a sentence each
};

// Scores the years or months that the table has and that the run did not repeat as observed. Throws
// InputError for a file or table that cannot be read, or where they have no such time in common.
PublishedScores score_published(const std::string& file, const std::string& table);

std::string published_as_text(const PublishedScores& scores);
std::string published_as_csv(const PublishedScores& scores);
std::string published_as_json(const PublishedScores& scores);

}  // namespace peregrine
