using ConvoStudio.Application.Imports;

namespace ConvoStudio.Web.Api;

/// <summary>An upload that was taken; the job reads it.</summary>
public sealed record ImportStartedView(Guid ImportId, Guid JobId);

/// <summary>An import with its counts and the first of its bad lines.</summary>
/// <param name="SeenBefore">Good lines that were already there.</param>
/// <param name="Summary">Null until all lines are read.</param>
public sealed record ImportView(
    Guid Id, string FileName, long SizeBytes, string Sha256, string State, Guid JobId, string CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset? EndedAt,
    long Lines, long Staged, long SeenBefore, long BadLines, long Turns, long Converted, Guid? SeenBeforeIn, string? Error,
    ImportSummaryView? Summary, IReadOnlyList<BadLineView> FirstBadLines)
{
    internal static ImportView Of(Import import, BadLinePage bad) => new(
        import.Id, import.FileName, import.SizeBytes, import.Sha256, ApiWords.Of(import.State), import.JobId, import.CreatedBy, import.CreatedAt, import.EndedAt,
        import.LastLine, import.Staged, import.SeenBefore, import.BadLines, import.Turns, import.Converted, import.SeenBeforeIn, import.Error,
        import.Summary is { } s ? new ImportSummaryView(s.Conversations, s.Converted, s.Conversion, s.ConversionLow, s.ConversionHigh, s.Turns, s.AgentTurns, s.CustomerTurns) : null,
        [.. bad.Lines.Select(l => new BadLineView(l.Line, l.Path, l.Reason, l.Advice))]);
}

/// <summary>Counts over all conversations of an import.</summary>
/// <param name="ConversionLow">Lower end of the 95 % Wilson interval.</param>
public sealed record ImportSummaryView(
    long Conversations, long Converted, double? Conversion, double ConversionLow, double ConversionHigh, long Turns, long AgentTurns, long CustomerTurns);

/// <summary>A line that was left out, and why.</summary>
public sealed record BadLineView(long Line, string Path, string Reason, string Advice);
