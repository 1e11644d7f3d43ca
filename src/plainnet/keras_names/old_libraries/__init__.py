"""What pandas, NumPy, scikit-learn, matplotlib and SciPy took away, for the script at work."""
