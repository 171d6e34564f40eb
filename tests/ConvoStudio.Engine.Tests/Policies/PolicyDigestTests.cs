using System.Diagnostics;
using System.Runtime.Intrinsics;
using Xunit;

namespace ConvoStudio.Engine.Tests.Policies;

public sealed class PolicyDigestTests
{
    /// <summary>Set only in the child process of the test below: where to write the digest.</summary>
    private const string OutputVariable = "CONVOSTUDIO_POLICY_DIGEST_FILE";

    [Fact]
    public void Digest_ComputedAgain_IsTheSame()
    {
        var digest = PolicyDigest.Compute();
        Assert.Equal(digest, PolicyDigest.Compute());
        if (Environment.GetEnvironmentVariable(OutputVariable) is { Length: > 0 } file)
            File.WriteAllLines(file, [digest, Vector256.IsHardwareAccelerated ? "intrinsics" : "plain"]);
    }

    // The switches take whole instruction sets away from the compiler; each leaves it another way to make the same sums.
    [Theory, InlineData("DOTNET_EnableHWIntrinsic"), InlineData("DOTNET_EnableAVX2"), InlineData("DOTNET_EnableAVX512")]
    public async Task Digest_WithoutIntrinsics_IsTheSame(string variable)
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable(OutputVariable) is not null, "This is the child process.");
        var file = Path.GetTempFileName();
        try
        {
            var output = await RunChildAsync(variable, file);
            var lines = File.ReadAllLines(file);
            Assert.True(lines.Length == 2, $"The child wrote no digest:\n{output}");
            if (variable == "DOTNET_EnableHWIntrinsic")
                Assert.Equal("plain", lines[1]);
            Assert.Equal(PolicyDigest.Compute(), lines[0]);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task<string> RunChildAsync(string variable, string file)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { typeof(PolicyDigestTests).Assembly.Location, "-method", $"{typeof(PolicyDigestTests).FullName}.{nameof(Digest_ComputedAgain_IsTheSame)}" },
        };
        start.Environment[variable] = "0";
        start.Environment[OutputVariable] = file;
        using var child = Process.Start(start) ?? throw new InvalidOperationException("No child process.");
        var (output, errors) = (child.StandardOutput.ReadToEndAsync(), child.StandardError.ReadToEndAsync());
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        try
        {
            await child.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            child.Kill(entireProcessTree: true);
            throw;
        }
        return await output + await errors;
    }
}
