using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.JSInterop;

namespace ConvoStudio.Web.Tests;

/// <summary>A browser that remembers drafts, as drafts.js does, and answers everything else with nothing. What is kept outlives the page.</summary>
internal sealed class FakeBrowser : IJSRuntime, IJSObjectReference
{
    /// <summary>JSON by place.</summary>
    public ConcurrentDictionary<string, string> Drafts { get; } = new(StringComparer.Ordinal);

    private readonly ConcurrentBag<(string Text, TaskCompletionSource Kept)> _awaited = [];

    /// <summary>Ends when a draft is kept that holds the text; keeping renders nothing that could be waited for.</summary>
    public async Task KeptAsync(string text)
    {
        var kept = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _awaited.Add((text, kept));
        Tell();
        await kept.Task.WaitAsync(Xunit.TestContext.Current.CancellationToken);
    }

    private void Tell()
    {
        foreach (var (text, kept) in _awaited)
            if (Drafts.Values.Any(draft => draft.Contains(text, StringComparison.Ordinal))) kept.TrySetResult();
    }

    public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) => InvokeAsync<TValue>(identifier, CancellationToken.None, args);

    public ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args)
    {
        if (identifier == "import") return ValueTask.FromResult((TValue)(object)this);
        if (args is [string place, ..])
        {
            if (identifier == "keep")
            {
                Drafts[place] = JsonSerializer.Serialize(args[1], JsonSerializerOptions.Web);
                Tell();
            }
            if (identifier == "remove") Drafts.TryRemove(place, out _);
            if (identifier == "read" && Drafts.TryGetValue(place, out var draft)) return ValueTask.FromResult(JsonSerializer.Deserialize<TValue>(draft, JsonSerializerOptions.Web)!);
        }
        return ValueTask.FromResult<TValue>(default!);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
