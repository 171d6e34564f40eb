using ConvoStudio.Application.Compliance;

namespace ConvoStudio.Web.Api;

/// <summary>The monitor of a parity rule.</summary>
/// <param name="Verdict">kept, broken or not-enough-evidence.</param>
/// <param name="Since">Conversations opened from here on, and ended, are counted.</param>
/// <param name="LeftOut">Groups too small to be shown.</param>
internal sealed record ParityView(
    string Rule, int Version, bool Shadow, string Sentence, string Fact, double AtMost, double Confidence, string Champion, DateTimeOffset Since, string Verdict,
    IReadOnlyList<ParityRateView> Rates, IReadOnlyList<ParityGapView> Gaps, int LeftOut)
{
    public static ParityView Of(ParityReading reading) => new(
        reading.Rule, reading.Version, reading.Shadow, reading.Sentence, reading.Body.Fact, reading.Body.AtMost, reading.Body.Confidence, reading.Champion, reading.Since,
        ApiWords.Of(reading.Result.Verdict),
        [.. reading.Result.Rates.Select(r => new ParityRateView(r.Group.Group, r.Group.Conversations, r.Group.Said, r.Rate.Estimate, r.Rate.Low, r.Rate.High))],
        [.. reading.Result.Gaps.Select(g => new ParityGapView(g.Higher, g.Lower, g.Difference.Estimate, g.Difference.Low, g.Difference.High, ApiWords.Of(g.Verdict)))],
        reading.Result.LeftOut);
}

/// <summary>A group and the share of its conversations in which the act was said.</summary>
internal sealed record ParityRateView(string Group, long Conversations, long Said, double Rate, double Low, double High);

/// <summary>Two groups and the difference of their rates.</summary>
internal sealed record ParityGapView(string Higher, string Lower, double Difference, double Low, double High, string Verdict);

/// <summary>What a test for stand-ins found.</summary>
/// <param name="Explained">Share of the groups' variance explained beyond chance; null with fewer than two groups that are large enough, as p is.</param>
internal sealed record ProxyView(string Fact, int Conversations, int Groups, int Hidden, double? Explained, double? PValue, IReadOnlyList<ProxyFactView> Facts)
{
    public static ProxyView Of(ProxyReport report) => new(
        report.Fact, report.Conversations, report.Groups, report.Hidden, report.Result?.Explained, report.Result?.PValue,
        [.. (report.Result?.Facts ?? []).Select(f => new ProxyFactView(f.Fact, f.Explained, f.PValue))]);
}

/// <summary>One fact that policies read.</summary>
internal sealed record ProxyFactView(string Fact, double Explained, double PValue);
