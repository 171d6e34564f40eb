using System.Globalization;
using System.Text;
using ConvoStudio.Application.Imports;
using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Application.Tests.Imports;

/// <summary>Conversations we made up: the agent asks, then offers; every third converts.</summary>
internal static class GeneratedConversations
{
    /// <summary>Line of a conversation with four turns; the last states the outcome.</summary>
    public static string Line(int number, string prefix = "gen")
    {
        var converted = number % 3 == 0;
        var (price, ending) = ((10 + (number % 40)).ToString(CultureInfo.InvariantCulture), converted ? "accept" : "leave");
        var move = number % 2 == 0 ? "offer" : "explain";
        return $$"""
            {"conversation_id":"{{prefix}}-{{number}}","turns":[{"turn":0,"speaker":"customer","acts":["greet"],"text":"Hello, SECRET-TEXT","sentiment":null},{"turn":1,"speaker":"agent","acts":["ask"],"sentiment":null},{"turn":2,"speaker":"customer","acts":["answer"],"sentiment":0.5},{"turn":3,"speaker":"agent","acts":["{{move}}"],"sentiment":null},{"turn":4,"speaker":"customer","acts":["{{ending}}"],"sentiment":null}],"outcome":{"converted":{{(converted ? "true" : "false")}},"value":{{(converted ? price : "0")}},"note":"kept"},"context":{"price":{{price}},"channel":"{{(number % 5 == 0 ? "web" : "phone")}}","age_band":"{{(number % 4 == 0 ? "young" : "old")}}","returning":{{(number % 7 == 0 ? "true" : "false")}},"extra":[1],"empty":null} }
            """;
    }

    /// <summary>Every talk has the same shape, so that acts at its end look like outcomes; this says which are.</summary>
    public static ImportChoices Choices(IReadOnlyDictionary<string, FactUsages>? usages = null) => new(
        StatesOutcome: new Dictionary<string, bool>(StringComparer.Ordinal)
        {
            ["accept"] = true,
            ["leave"] = true,
            ["greet"] = false,
            ["ask"] = false,
            ["answer"] = false,
            ["offer"] = false,
            ["explain"] = false,
        },
        FactUsages: usages);

    public static MemoryStream File(int count, string prefix = "gen") =>
        new(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, count).Select(i => Line(i, prefix) + "\n"))));
}
