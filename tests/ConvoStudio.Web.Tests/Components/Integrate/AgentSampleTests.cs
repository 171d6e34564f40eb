using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using ConvoStudio.Application.Keys;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Web.Components.Integrate;
using ConvoStudio.Web.Tests.Api;
using Microsoft.Extensions.DependencyInjection;

namespace ConvoStudio.Web.Tests.Components.Integrate;

/// <summary>Runs exactly the samples the page hands out, against the real server.</summary>
public sealed partial class AgentSampleTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("convostudio-sample-").FullName;

    [Fact]
    public async Task Samples_EveryLanguage_HoldAWholeConversation_AndSendWhatWasKept()
    {
        await using var host = await ApiHost.StartWithPlaybookAsync();
        var key = await host.KeyAsync(KeyScopes.Decide);
        using var client = host.Client();
        foreach (var sample in Runnable())
        {
            var kept = await host.OpenAsync(client);
            var folder = Directory.CreateDirectory(Path.Combine(_folder, sample.Key)).FullName;
            await File.WriteAllTextAsync(Path.Combine(folder, "outbox"), Kept(sample, $"/conversations/{kept}/outcomes"), TestContext.Current.CancellationToken);

            var output = await RunAsync(host, sample, folder, key, host.ClientOptions.BaseAddress + "api/v1", "2");

            var row = host.Studio.Log.ListConversations(ApiHost.Playbook, LogSource.Live).Single(c => c.ExternalId == $"{sample.Key}-2");
            Assert.Contains(row.PublicId.ToString(), output, StringComparison.Ordinal);
            var entries = host.Studio.Log.ReadConversation(row.No);
            var decision = LogPayloads.Read<DecisionPayload>(Assert.Single(entries, e => e.Kind == LogKind.Decision));
            var turns = entries.Where(e => e.Kind == LogKind.Turn).Select(LogPayloads.Read<TurnPayload>).ToList();
            Assert.Equal([null, decision.DecisionId, null], turns.Select(t => t.DecisionId));
            Assert.Equal("followed", turns[1].Execution);
            Assert.Equal(["answer"], turns[0].Acts);
            Assert.Equal("new", LogPayloads.Read<OpenedPayload>(entries[0]).Facts!["segment"].Word);
            Assert.True(LogPayloads.Read<OutcomePayload>(Assert.Single(entries, e => e.Kind == LogKind.Outcome)).Final);
            Assert.Single(entries, e => e.Kind == LogKind.Closed);
            Assert.Single(host.Studio.Log.ReadConversation(host.Studio.Log.FindConversation(kept)!.No), e => e.Kind == LogKind.Outcome);
            Assert.False(File.Exists(Path.Combine(folder, "outbox")), $"{sample.Key} keeps what was delivered.");

            // Nobody listens there: the client talks on by itself, and fails nothing.
            output = await RunAsync(host, sample, folder, key, "http://127.0.0.1:9/api/v1", "3");
            Assert.Contains("fallback: hand-over", output, StringComparison.Ordinal);
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static IEnumerable<AgentSample> Runnable() => AgentSample.All.Where(sample => sample.Key switch
    {
        "curl" => Find("bash") && Find("curl"),
        "python" => Find("python3"),
        _ => true,
    });

    private static string Kept(AgentSample sample, string path)
    {
        const string Body = """{"idempotencyKey":"kept-o1","metric":"converted","value":0,"final":true}""";
        return sample.Key is "curl" or "csharp" ? $"{path}\t{Body}\n" : $"{{\"path\":{JsonSerializer.Serialize(path)},\"body\":{Body}}}\n";
    }

    private static async Task<string> RunAsync(ApiHost host, AgentSample sample, string folder, string key, string url, string number)
    {
        var playbook = await host.Services.GetRequiredService<PlaybookService>().GetAsync(Actor.System, ApiHost.Playbook);
        var code = sample.Render(playbook, host.ClientOptions.BaseAddress.ToString().TrimEnd('/'));
        Assert.DoesNotMatch(Placeholder(), code);
        var file = Path.Combine(folder, sample.FileName);
        // Older versions of Node do not strip types by themselves; the sample keeps them where a line of expression finds them.
        if (sample.Key == "typescript")
            (file, code) = (Path.ChangeExtension(file, ".mjs"), Types().Replace(TypeLine().Replace(code, ""), ""));
        await File.WriteAllTextAsync(file, code);
        var (program, arguments) = sample.Key switch
        {
            "curl" => ("bash", new[] { file }),
            "csharp" => ("dotnet", new[] { "run", file, "--" }),
            "typescript" => ("node", new[] { file }),
            _ => ("python3", new[] { file }),
        };
        var start = new ProcessStartInfo(program, [.. arguments, $"{sample.Key}-{number}"]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment["CONVOSTUDIO_API_KEY"] = key;
        start.Environment["CONVOSTUDIO_URL"] = url;
        start.Environment["CONVOSTUDIO_OUTBOX"] = Path.Combine(folder, "outbox");
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"{sample.FileName} ended with {process.ExitCode}: {await output} {await errors}");
        return await output;
    }

    private static bool Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));

    [GeneratedRegex(@"\{\{(playbook|baseAddress|facts|customerActs|fallback|fallbackActs)\}\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"^type .*$", RegexOptions.Multiline)]
    private static partial Regex TypeLine();

    [GeneratedRegex(@": (Promise<Json \| null>|string|number|Json)(?=[,)\s=])")]
    private static partial Regex Types();
}
