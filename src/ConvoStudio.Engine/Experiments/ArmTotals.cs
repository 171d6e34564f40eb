namespace ConvoStudio.Engine.Experiments;

/// <summary>Sums of one arm; they add up, so frames of parts make the frame of the whole.</summary>
/// <param name="Conversations">Conversations assigned.</param>
/// <param name="Closed">Of those, finished ones.</param>
/// <param name="Decisions">Decisions answered.</param>
/// <param name="Conversions">Finished conversations that converted.</param>
/// <param name="RewardSum">Sum of the conversation rewards over finished conversations.</param>
/// <param name="RewardSquareSum">Sum of their squares.</param>
/// <param name="EngagementSum">Sum of the mean engagement over finished conversations.</param>
/// <param name="ValueSum">Sum of the values over finished conversations.</param>
public readonly record struct ArmTotals(
    long Conversations, long Closed, long Decisions, long Conversions, double RewardSum, double RewardSquareSum, double EngagementSum, double ValueSum)
{
    /// <summary>Sum of the squared mean engagements over finished conversations.</summary>
    public double EngagementSquareSum { get; init; }

    /// <summary>Sum of the squared values over finished conversations.</summary>
    public double ValueSquareSum { get; init; }

    /// <summary>Finished conversations with a complaint.</summary>
    public long Complaints { get; init; }

    /// <summary>Finished conversations after which the customer opted out.</summary>
    public long OptOuts { get; init; }

    /// <summary>Finished conversations that the agent handed over.</summary>
    public long HandOvers { get; init; }

    /// <summary>Mean reward per finished conversation; NaN when there is none.</summary>
    public double MeanReward => Mean(RewardSum);

    /// <summary>Mean engagement per finished conversation; NaN when there is none.</summary>
    public double MeanEngagement => Mean(EngagementSum);

    /// <summary>Mean value per finished conversation; NaN when there is none.</summary>
    public double MeanValue => Mean(ValueSum);

    /// <summary>Standard error of <see cref="MeanReward"/> from the sample variance (n − 1); NaN below two finished conversations.</summary>
    public double RewardStandardError => Closed < 2
        ? double.NaN
        : Math.Sqrt(Math.Max(0, RewardSquareSum - (RewardSum * RewardSum / Closed)) / (Closed - 1) / Closed);

    /// <summary>Share of finished conversations that converted, with its interval.</summary>
    public WilsonInterval Conversion(double confidence = 0.95) => WilsonInterval.Of(Conversions, Closed, confidence);

    /// <summary>Conversion of finished conversations, for tests and intervals.</summary>
    public MeanSums ConversionSums => MeanSums.OfProportion(Closed, Conversions);

    /// <summary>Reward of finished conversations, for tests and intervals.</summary>
    public MeanSums RewardSums => new(Closed, RewardSum, RewardSquareSum);

    /// <summary>Engagement of finished conversations, for tests and intervals.</summary>
    public MeanSums EngagementSums => new(Closed, EngagementSum, EngagementSquareSum);

    /// <summary>Value of finished conversations, for tests and intervals.</summary>
    public MeanSums ValueSums => new(Closed, ValueSum, ValueSquareSum);

    /// <summary>Sums of both.</summary>
    public static ArmTotals operator +(ArmTotals a, ArmTotals b) => new(
        a.Conversations + b.Conversations, a.Closed + b.Closed, a.Decisions + b.Decisions, a.Conversions + b.Conversions,
        a.RewardSum + b.RewardSum, a.RewardSquareSum + b.RewardSquareSum, a.EngagementSum + b.EngagementSum, a.ValueSum + b.ValueSum)
    {
        EngagementSquareSum = a.EngagementSquareSum + b.EngagementSquareSum,
        ValueSquareSum = a.ValueSquareSum + b.ValueSquareSum,
        Complaints = a.Complaints + b.Complaints,
        OptOuts = a.OptOuts + b.OptOuts,
        HandOvers = a.HandOvers + b.HandOvers,
    };

    /// <summary>Sums of both.</summary>
    public static ArmTotals Add(ArmTotals left, ArmTotals right) => left + right;

    private double Mean(double sum) => Closed > 0 ? sum / Closed : double.NaN;
}
