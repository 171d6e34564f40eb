using Microsoft.Extensions.DependencyInjection;

namespace ConvoStudio.Application.Keys;

public static class KeysRegistration
{
    public static IServiceCollection AddKeys(this IServiceCollection services) => services.AddSingleton<ApiKeyService>();
}
