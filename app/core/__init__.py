"""What every floor uses: errors, arrays, symbols. Imports nothing of ours."""
