# Pictures of answers by ggplot2; peregrine_ensemble.R sources this file. Colours are those of
# `peregrine report`.

pe_bands <- list("95% of draws" = c("q0.025", "q0.975"), "80% of draws" = c("q0.1", "q0.9"),
                 "50% of draws" = c("q0.25", "q0.75"))
pe_colours <- c("95% of draws" = "#d6e6f4", "80% of draws" = "#a3c8e6", "50% of draws" = "#6ba3d3")
# Of ColorBrewer (YlGnBu, PuOr), told apart by people who do not see all colours.
pe_rising <- c("#ffffd9", "#d6efb3", "#9bd8b8", "#41b6c4", "#1d80b4", "#24429a", "#0b1f5c")
pe_either_way <- c("#b35806", "#f1a340", "#fee0b6", "#f7f7f7", "#d8daeb", "#998ec3", "#542788")
# Shares of the countries below the limits of colours: the largest numbers are told apart more finely.
pe_shares_below <- c(0.15, 0.35, 0.55, 0.7, 0.85, 0.95)

# The picture of an answer, an object of ggplot2; plot() shows it, pe_save() writes it.
pe_plot <- function(answer) {
  if (!requireNamespace("ggplot2", quietly = TRUE)) {
    pe_stop("a picture wants ggplot2 (Debian: r-cran-ggplot2); the numbers are in the data frame")
  }
  draw <- list(pe_fan = pe_plot_fan, pe_routes = pe_plot_routes, pe_entries = pe_plot_entries,
               pe_chances = pe_plot_chances, pe_map = pe_plot_map)
  draw[[class(answer)[1]]](answer) +
    ggplot2::labs(title = attr(answer, "title")) +
    ggplot2::theme(plot.title = ggplot2::element_text(size = 11),
                   plot.background = ggplot2::element_rect(fill = "white", colour = NA))
}

plot.pe_answer <- function(x, ...) print(pe_plot(x))

# Its form by the name's ending, as .png or .svg; inches.
pe_save <- function(answer, path, width = 8, height = 4.5) {
  if (inherits(answer, "pe_routes")) height <- 8
  ggplot2::ggsave(path, pe_plot(answer), width = width, height = height, dpi = 100)
  invisible(path)
}

# Large numbers in short: 20 k, 1.5 M.
pe_short <- function(values) {
  in_short <- function(one) {
    if (is.na(one)) return("")
    if (abs(one) >= 1e6) paste(one / 1e6, "M") else if (abs(one) >= 1e4) paste(one / 1e3, "k") else format(one)
  }
  vapply(values, in_short, "")
}

pe_whole_years <- function(limits) unique(floor(pretty(limits)))

pe_plot_fan <- function(answer) {
  x <- Find(function(one) one %in% names(answer), c("year", pe_month_axes))
  # An axis that does not begin at zero would make small changes look large.
  lowest <- if (min(answer$q0.025, na.rm = TRUE) >= 0) 0 else NA
  drawn <- ggplot2::ggplot(answer, ggplot2::aes(.data[[x]]))
  if (x == "year") drawn <- drawn + ggplot2::scale_x_continuous(breaks = pe_whole_years)
  for (band in names(pe_bands)) {
    ends <- pe_bands[[band]]
    # Held by local(), since an aesthetic is looked up only when all is drawn.
    drawn <- drawn + local({
      fill <- band
      low <- ends[1]
      high <- ends[2]
      ggplot2::geom_ribbon(ggplot2::aes(ymin = .data[[low]], ymax = .data[[high]], fill = fill))
    })
  }
  drawn +
    ggplot2::geom_line(ggplot2::aes(y = .data[["q0.5"]], colour = "median"), linewidth = 0.8) +
    ggplot2::scale_fill_manual(NULL, values = pe_colours, breaks = rev(names(pe_colours))) +
    ggplot2::scale_colour_manual(NULL, values = c(median = "#0b3d75")) +
    ggplot2::scale_y_continuous(labels = pe_short, limits = c(lowest, NA)) +
    ggplot2::labs(x = NULL, y = attr(answer, "unit")) +
    ggplot2::theme_minimal()
}

pe_plot_routes <- function(answer) {
  crossed <- tapply(answer$q0.975, answer$name, max) > 0
  shown <- answer[crossed[answer$name], ]
  shown$name <- factor(shown$name, unique(shown$name))
  pe_plot_fan(shown) + ggplot2::facet_wrap(~name, ncol = 3, scales = "free_y") +
    ggplot2::theme(legend.position = "bottom",
                   axis.text.x = ggplot2::element_text(size = 7, angle = 30, hjust = 1))
}

# The largest groups, each with its median and 80 % band; the sum of all would dwarf them.
pe_plot_entries <- function(answer) {
  shown <- utils::head(answer[answer$nationality != "ALL", ], 10)
  shown$name <- factor(shown$name, rev(shown$name))
  ggplot2::ggplot(shown, ggplot2::aes(y = .data[["name"]], yend = .data[["name"]])) +
    ggplot2::geom_segment(ggplot2::aes(x = .data[["q0.1"]], xend = .data[["q0.9"]]), linewidth = 5,
                          colour = pe_colours[["80% of draws"]]) +
    ggplot2::geom_point(ggplot2::aes(x = .data[["q0.5"]]), colour = "#0b3d75", shape = "|", size = 5) +
    ggplot2::scale_x_continuous(labels = pe_short, limits = c(0, NA)) +
    ggplot2::labs(x = paste0(attr(answer, "unit"), ": median and 80% of draws"), y = NULL) +
    ggplot2::theme_minimal()
}

pe_plot_chances <- function(answer) {
  by_year <- length(unique(answer$year)) > 1
  words <- paste("more than", format(answer$threshold, big.mark = ",", trim = TRUE, scientific = FALSE))
  answer$above <- factor(words, unique(words))
  answer$low <- answer$chance - 2 * answer$mc_error
  answer$high <- answer$chance + 2 * answer$mc_error
  x <- if (by_year) "year" else "threshold"
  lines <- ggplot2::aes(.data[[x]], .data[["chance"]], ymin = .data[["low"]], ymax = .data[["high"]])
  if (by_year) lines <- utils::modifyList(lines, ggplot2::aes(colour = .data[["above"]]))
  drawn <- ggplot2::ggplot(answer, lines) +
    ggplot2::geom_line() + ggplot2::geom_point() + ggplot2::geom_linerange() +
    ggplot2::labs(x = if (by_year) NULL else "more than", y = "chance (bars: two Monte Carlo errors)", colour = NULL) +
    ggplot2::coord_cartesian(ylim = c(0, 1)) + ggplot2::theme_minimal()
  drawn <- drawn + ggplot2::scale_y_continuous(labels = function(share) paste0(100 * share, "%"))
  drawn + (if (by_year) ggplot2::scale_x_continuous(breaks = pe_whole_years)
           else ggplot2::scale_x_continuous(labels = pe_short))
}

# Equal Earth (Savric, Patterson and Jenny 2018), from degrees.
pe_equal_earth <- function(longitude, latitude) {
  a <- c(1.340264, -0.081106, 0.000893, 0.003796)
  theta <- asin(sqrt(3) / 2 * sin(latitude * pi / 180))
  slope <- 9 * a[4] * theta^8 + 7 * a[3] * theta^6 + 3 * a[2] * theta^2 + a[1]
  data.frame(x = 2 * sqrt(3) * longitude * pi / 180 * cos(theta) / (3 * slope),
             y = a[4] * theta^9 + a[3] * theta^7 + a[2] * theta^3 + a[1] * theta)
}

# The nearest of 1, 2 and 5 times a power of ten, on a scale of logarithms.
pe_round_number <- function(value) {
  power <- 10^floor(log10(value))
  digits <- c(1, 2, 5, 10)
  power * digits[which.min(abs(log(value / power / digits)))]
}

# Round numbers between the colours, and the colours. Numbers of either sign have limits that mirror.
pe_limits <- function(values) {
  there <- values[!is.na(values) & values != 0]
  if (length(there) == 0) return(list(limits = 0, colours = pe_rising[1:2]))
  of <- function(numbers, shares) {
    sort(unique(vapply(stats::quantile(numbers, shares, names = FALSE), pe_round_number, 1)))
  }
  if (all(there > 0)) {
    limits <- of(there, pe_shares_below)
    return(list(limits = limits, colours = pe_rising[seq_len(length(limits) + 1)]))
  }
  outer <- of(abs(there), pe_shares_below[c(2, 4, 6)])
  list(limits = c(-rev(outer), outer), colours = pe_either_way[(4 - length(outer)):(4 + length(outer))])
}

# Points of the shapes of countries, of which the Python package has the table.
pe_shapes <- function() {
  utils::read.csv(file.path(pe_folder, "..", "python", "peregrine_ensemble", "country_shapes.csv"), na.strings = "")
}

pe_plot_map <- function(answer) {
  shapes <- pe_shapes()
  shapes <- cbind(shapes, pe_equal_earth(shapes$longitude, shapes$latitude))
  column <- names(answer)[ncol(answer)]
  found <- pe_limits(answer[[column]])
  number <- function(one) if (abs(one) >= 10) format(one, big.mark = ",", scientific = FALSE) else format(one)
  ends <- vapply(found$limits, number, "")
  between <- if (length(ends) > 1) paste(head(ends, -1), "to", tail(ends, -1))
  words <- c(paste("below", ends[1]), between, paste(tail(ends, 1), "or more"))
  value <- answer[[column]][match(shapes$country, answer$country)]
  unknown <- "not known"
  class <- ifelse(is.na(value), unknown, words[findInterval(value, found$limits) + 1])
  shapes$class <- factor(class, c(words, unknown))
  shapes$part <- paste(shapes$shape, shapes$polygon)
  edge <- pe_equal_earth(c(rep(-180, 181), rep(180, 181)), c(-90:90, 90:-90))
  ggplot2::ggplot(shapes, ggplot2::aes(.data[["x"]], .data[["y"]])) +
    ggplot2::geom_polygon(data = edge, fill = "#f4f8fb", colour = "#c9d1d9") +
    ggplot2::geom_polygon(ggplot2::aes(group = .data[["part"]], subgroup = .data[["ring"]], fill = .data[["class"]]),
                          colour = "#7b8794", linewidth = 0.1, show.legend = TRUE) +
    ggplot2::scale_fill_manual(attr(answer, "unit"), drop = FALSE,
                               values = structure(c(found$colours, "#d9d9d9"), names = c(words, unknown))) +
    ggplot2::coord_equal(expand = FALSE) + ggplot2::theme_void() +
    ggplot2::theme(plot.caption = ggplot2::element_text(size = 7, hjust = 0, colour = "#4a5460"),
                   plot.margin = ggplot2::margin(5, 5, 5, 5), legend.text = ggplot2::element_text(size = 8),
                   legend.title = ggplot2::element_text(size = 8), legend.key.size = ggplot2::unit(0.45, "cm")) +
    ggplot2::labs(caption = paste("Shapes: Natural Earth, much simplified. They say nothing about the status of any",
                                  "territory; small countries are not visible."))
}
