using System.Globalization;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Web.Components.Common;

namespace ConvoStudio.Web.Components.Conversations;

/// <summary>Keys and values of a log as a person reads them.</summary>
public static class Readable
{
    /// <summary>"ask-budget" → "ask budget".</summary>
    public static string Of(string key) => key.Replace("+", ", ", StringComparison.Ordinal).Replace('-', ' ').Replace('_', ' ');

    /// <summary>Acts in order, with the product: "recommend card, disclose cost: gold".</summary>
    public static string Of(TalkTrackAction action)
    {
        var acts = string.Join(", ", action.Acts.Select(Of));
        return action.Product is { } product ? $"{acts}: {Of(product)}" : acts;
    }

    public static string Of(FactValue value) => value.Kind switch
    {
        FactValueKind.Number => Numbers.Reward(value.Number),
        FactValueKind.Word => Of(value.Word ?? ""),
        FactValueKind.Flag => value.Number != 0 ? "yes" : "no",
        FactValueKind.Withheld => "withheld",
        _ => "unknown",
    };

    /// <summary>Enough of a conversation's id to tell it from others; the ids are hashes.</summary>
    public static string Short(Guid id) => id.ToString("N", CultureInfo.InvariantCulture)[..8];

    public static string ShortHash(string hash) => hash.Length > 16 ? $"{hash[..6]}…{hash[^4..]}" : hash;
}
