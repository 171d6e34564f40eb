using System.Text.Json.Serialization;

namespace ConvoStudio.Application.Holdouts;

/// <summary>Customers no experiment meets: they stay on one policy that does not learn, and show what everything else is worth.</summary>
/// <param name="Share">Share of the customers, in [0, 0.5]; 0 when it was ended.</param>
/// <param name="Policy">Id of the policy they stay on.</param>
/// <param name="Reason">Why it was set so, in the words of whoever did.</param>
/// <param name="Since">Share and policy are like this since then; results are counted from here.</param>
/// <param name="By">Who set it.</param>
public sealed record PlaybookHoldout(double Share, string Policy, string Reason, DateTimeOffset Since, string By)
{
    /// <summary>The greatest share: more would no longer be the exception.</summary>
    public const double MostShare = 0.5;

    /// <summary>Key of those who are held, in frames.</summary>
    public const string HeldArm = "holdout";

    /// <summary>Key of everybody else in frames: champion and experiments together.</summary>
    public const string OthersArm = "everybody-else";

    /// <summary>Under which key a playbook's frames go: no experiment has it, since a key holds no slash.</summary>
    public static string MetricsKey(string playbook) => $"{playbook}/holdout";

    [JsonIgnore]
    public bool IsOn => Share > 0;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PlaybookHoldout))]
internal sealed partial class HoldoutJson : JsonSerializerContext;
