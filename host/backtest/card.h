// The skill card: what every back-test says of its aims, in one table.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "host/backtest/subjects.h"

namespace peregrine {

enum class Verdict { none, met, missed };

// Shares of outcomes in central bands, and how many size classes leave 80 or 95 % by more than
// five points. No class: a test without bands.
struct CardCoverage {
  double at_80 = 0.0;  // 0 ... 1, all classes
  double at_95 = 0.0;
  int classes = 0;
  int classes_off = 0;

  Verdict verdict() const;
};

// One score of one forecast. Numbers that there are none of are NaN, names empty.
struct CardRow {
  std::string target;
  std::string metric;  // with its unit
  double ours = 0.0;
  double persistence = 0.0;
  std::string best_rival;  // of the simple rivals but persistence
  double best_rival_value = 0.0;
  std::string aim;                  // "below persistence"
  std::string compared;             // the rival of the difference
  MeanInterval difference;          // ours less that rival's
  CardCoverage coverage;            // of the forecast; the same for all of its scores
  Verdict verdict = Verdict::none;  // of the score against the aim
};

struct CardTest {
  std::string name;     // as `peregrine backtest` calls it
  std::string vintage;  // whose figures
  std::string fitted;   // what was fitted on what
  std::vector<CardRow> rows;
  std::string failure;  // why it gave no rows; empty: it gave them
};

struct SkillCard {
  int draws = 0;
  std::vector<CardTest> tests;

  bool complete() const;
};

// What each kind of report adds to the card. The reports of one call share data and aims.
enum class CardAim { below_persistence, below_every_rival };
CardTest card_test(std::string name, const std::vector<BacktestReport>& reports, CardAim aim);
// Errors of what is forecast from its last table: not the targets nine or ten years ahead of it,
// and nothing with hindsight.
CardTest card_test(const std::vector<ChainReport>& reports);
CardTest card_test(const std::vector<NetMigrationReport>& reports);
CardTest card_test(const ConflictReport& report);
// Figures that have an aim; sections without any are left out.
CardTest card_test(std::string name, std::string fitted,
                   const std::vector<FigureSection>& sections);

// All back-tests of `subjects.h` in turn; what one of them throws becomes its `failure`.
SkillCard make_skill_card(const std::string& inputs_dir, int draws);

// One table, then aims, data and fit of each test. At most 110 columns wide.
std::string card_as_text(const SkillCard& card);
// A row a score; a test that failed has one row with its name and the failure.
std::string card_as_csv(const SkillCard& card);
nlohmann::json card_as_json(const SkillCard& card);

}  // namespace peregrine
