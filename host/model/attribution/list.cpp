#include "host/model/attribution/list.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <numeric>
#include <optional>
#include <tuple>

#include "host/model/tables/csv.h"
#include "host/model/tables/readers.h"
#include "host/model/tables/rows.h"
#include "host/support/month_reader.h"
#include "host/support/nearest.h"

namespace peregrine {

namespace {

constexpr double most_persons = 1e7;  // of a period

const std::vector<std::string>& class_names() {
  static const std::vector<std::string> names = {"campaign", "claimed", "surge", "quiet"};
  return names;
}

CsvColumn month_column(const char* name) {
  CsvColumn column = {name};
  column.check = [](const std::string& cell) -> std::optional<CsvFault> {
    const WrittenMonth month = read_month(cell);
    if (month.sound()) return std::nullopt;
    return CsvFault{month.problem, month.remedy};
  };
  return column;
}

CsvColumn word_column(const char* name, const std::vector<std::string>& words) {
  CsvColumn column = {name};
  column.check = [words](const std::string& cell) -> std::optional<CsvFault> {
    if (std::count(words.begin(), words.end(), cell) > 0) return std::nullopt;
    return CsvFault{"is not known", fmt::format("is {} meant?", nearest_word(cell, words))};
  };
  return column;
}

// `press`: printed, `official`: published by an authority, `recalled`: from memory alone.
CsvColumn quality_column() {
  return word_column("quality", {"official", "press", "recalled"});
}

class ListReader {
 public:
  ListReader(const std::string& inputs_dir, const IrregularHistory& history)
      : folder_(inputs_dir + "/calibration/"), history_(history) {
    for (const Border& border : history.borders) codes_.push_back(border.code);
  }

  CampaignList read() {
    CampaignList list;
    read_episodes(list.episodes);
    read_figures(list.figures);
    read_statements(list.statements);
    throw_if_any(problems_);
    return list;
  }

 private:
  int border(const std::string& code) const { return history_.border_of(code); }

  // A period's months must be in their order.
  void check_period(const CsvTable& table, std::size_t row, int from, int to, CsvProblems& found) {
    if (from <= to) return;
    found.add(table.line(row), "to", month_text(to), "is before from = " + month_text(from),
              "exchange them");
  }

  void read_episodes(std::vector<Episode>& episodes) {
    CsvProblems found(folder_ + "campaigns.csv");
    const CsvTable table = read_csv(folder_ + "campaigns.csv",
                                    {word_column("border", codes_),
                                     month_column("from"),
                                     month_column("to"),
                                     {"actor", CsvType::text, 0, 0, CsvEmpty::allowed},
                                     word_column("class", class_names()),
                                     {"half", CsvType::whole, 1, 2},
                                     quality_column(),
                                     {"source"}},
                                    found);
    for (std::size_t row = 0; row < table.rows(); ++row) {
      Episode episode;
      episode.border = border(table.texts(0)[row]);
      episode.from = read_month(table.texts(1)[row]).number();
      episode.to = read_month(table.texts(2)[row]).number();
      episode.actor = table.texts(3)[row];
      const auto& names = class_names();
      episode.kind = static_cast<EpisodeClass>(
          std::find(names.begin(), names.end(), table.texts(4)[row]) - names.begin());
      episode.half = static_cast<int>(table.numbers(5)[row]);
      check_period(table, row, episode.from, episode.to, found);
      if (episode.steered() == episode.actor.empty()) {
        found.add(table.line(row), "actor", episode.actor,
                  episode.steered() ? "is empty" : "is the actor of an ordinary period",
                  episode.steered() ? "name who steered, or is said to have" : "leave it empty");
      }
      episodes.push_back(episode);
    }
    if (found.empty()) check_halves(table, episodes, found);
    append(found, problems_);
  }

  void check_halves(const CsvTable& table, const std::vector<Episode>& episodes,
                    CsvProblems& found) {
    const std::vector<int> wanted = halves_of(episodes, history_);
    for (std::size_t row = 0; row < episodes.size(); ++row) {
      if (episodes[row].half == wanted[row]) continue;
      found.add(
          table.line(row), "half", fmt::format("{}", episodes[row].half),
          "is not what the rule gives",
          fmt::format("write {}: within steered, surges and quiet, by month and border, halves "
                      "alternate",
                      wanted[row]));
    }
  }

  void read_figures(std::vector<PublicFigure>& figures) {
    CsvProblems found(folder_ + "campaign_figures.csv");
    const CsvTable table = read_csv(folder_ + "campaign_figures.csv",
                                    {word_column("border", codes_),
                                     month_column("from"),
                                     month_column("to"),
                                     {"persons", CsvType::whole, 0, most_persons},
                                     quality_column(),
                                     {"source"}},
                                    found);
    std::map<int, int> last;  // month, by border
    for (std::size_t row = 0; row < table.rows(); ++row) {
      PublicFigure figure;
      figure.border = border(table.texts(0)[row]);
      figure.from = read_month(table.texts(1)[row]).number();
      figure.to = read_month(table.texts(2)[row]).number();
      figure.persons = table.numbers(3)[row];
      check_period(table, row, figure.from, figure.to, found);
      const auto [before, is_first] = last.try_emplace(figure.border, figure.to);
      if (!is_first && figure.from <= before->second) {
        found.add(table.line(row), "from", table.texts(1)[row],
                  "is not after the border's figure before it", "sort months; none twice");
      }
      before->second = figure.to;
      figures.push_back(figure);
    }
    append(found, problems_);
  }

  void read_statements(std::vector<SpokenMonth>& statements) {
    CsvProblems found(folder_ + "actor_statements.csv");
    const CsvTable table = read_csv(folder_ + "actor_statements.csv",
                                    {word_column("border", codes_),
                                     month_column("month"),
                                     {"actor"},
                                     quality_column(),
                                     {"source"}},
                                    found);
    for (std::size_t row = 0; row < table.rows(); ++row) {
      statements.push_back({border(table.texts(0)[row]), read_month(table.texts(1)[row]).number(),
                            table.texts(2)[row]});
    }
    append(found, problems_);
  }

  std::string folder_;
  const IrregularHistory& history_;
  std::vector<std::string> codes_;
  Problems problems_;
};

}  // namespace

std::vector<int> halves_of(const std::vector<Episode>& episodes, const IrregularHistory& history) {
  const auto group = [](const Episode& one) {
    return one.steered() ? 0 : (one.kind == EpisodeClass::surge ? 1 : 2);
  };
  const auto key = [&](std::size_t i) {
    const Episode& one = episodes[i];
    return std::make_tuple(group(one), one.from,
                           history.borders[static_cast<std::size_t>(one.border)].code);
  };
  std::vector<std::size_t> order(episodes.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return key(a) < key(b); });
  std::vector<int> halves(episodes.size(), 1);
  std::array<int, 3> taken{};
  for (const std::size_t i : order) {
    halves[i] = 1 + taken[static_cast<std::size_t>(group(episodes[i]))]++ % 2;
  }
  return halves;
}

CampaignList load_campaign_list(const std::string& inputs_dir, const IrregularHistory& history) {
  return ListReader(inputs_dir, history).read();
}

void add_figures(const CampaignList& list, int border, int from, int to, MonthlyRecord& record) {
  for (const PublicFigure& figure : list.figures) {
    if (figure.border != border) continue;
    const double months = figure.to - figure.from + 1;
    for (int month = std::max(from, figure.from); month <= std::min(to, figure.to); ++month) {
      record.arrivals[record.at(month)] = figure.persons / months;
      record.nationals[record.at(month)].clear();
    }
  }
}

void add_statements(const CampaignList& list, const std::vector<int>& borders,
                    MonthlyRecord& record) {
  for (const SpokenMonth& spoken : list.statements) {
    const bool within = spoken.month >= record.first_month && spoken.month <= record.last_month();
    if (within && std::count(borders.begin(), borders.end(), spoken.border) > 0) {
      record.speaker[record.at(spoken.month)] = spoken.actor;
    }
  }
}

MonthlyRecord record_of(const IrregularHistory& history, int border, const CampaignList& list) {
  MonthlyRecord record = record_of(history, border, IrregularHistory::last_month);
  const bool counted = std::any_of(record.arrivals.begin(), record.arrivals.end(),
                                   [](double persons) { return persons > 0.0; });
  if (!counted) {
    int first = record.last_month() + 1;
    int last = record.first_month - 1;
    for (const PublicFigure& figure : list.figures) {
      if (figure.border != border) continue;
      first = std::min(first, figure.from);
      last = std::max(last, figure.to);
    }
    if (first > last) return {};
    const auto months = static_cast<std::size_t>(last - first + 1);
    record.first_month = first;
    record.arrivals.assign(months, 0.0);
    record.nationals.assign(months, {});
    record.signals.assign(months, no_estimate);
    record.statements.assign(months, no_estimate);
    record.speaker.assign(months, "");
  }
  add_figures(list, border, record.first_month, record.last_month(), record);
  add_statements(list, {border}, record);
  return record;
}

}  // namespace peregrine
