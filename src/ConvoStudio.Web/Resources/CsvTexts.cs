namespace ConvoStudio.Web.Resources;

/// <summary>Names the texts about columns of CSV files, CsvTexts.resx.</summary>
public sealed class CsvTexts;
