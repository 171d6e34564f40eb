namespace ConvoStudio.Application.Outcomes;

/// <summary>A row as it would be taken.</summary>
/// <param name="Row">As a spreadsheet numbers it; the heads are row 1.</param>
/// <param name="Outcome">Null when the row cannot be read.</param>
public sealed record OutcomePreviewRow(long Row, LateOutcome? Outcome, LateOutcomeResult Result);

/// <summary>Unmatched rows in the order of the file.</summary>
/// <param name="Listed">How many are listed; the others are only counted.</param>
public sealed record OutcomeRowPage(IReadOnlyList<OutcomeUploadRow> Rows, long Listed);

/// <summary>Input of the job that records an upload.</summary>
internal sealed record OutcomeUploadInput(Guid UploadId);
