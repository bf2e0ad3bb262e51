"""What a number on the wall means. Pure: values and today's date in, a result out."""
