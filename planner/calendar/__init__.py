"""The year as days: the axis, each partnership's network, its windows, and whose days are taken."""
