using ConvoStudio.Application.Persistence;

namespace ConvoStudio.Web.Auth;

/// <summary>What must be there before the first request: the database, the roles and one administrator.</summary>
public static class StudioStartup
{
    public static async Task PrepareStudioAsync(this WebApplication app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<StudioDatabase>().OpenAsync();
        if (await scope.ServiceProvider.GetRequiredService<FirstAdministrator>().CreateIfNeededAsync() is { } created)
        {
            // On the console and not in the log: logs are shipped to other places.
            await Console.Out.WriteLineAsync(
                $"""

                First start. Sign in once with these and change the password under Account:
                  e-mail    {created.Email}
                  password  {created.Password}

                """);
        }
    }
}
